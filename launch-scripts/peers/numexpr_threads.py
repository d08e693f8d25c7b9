"""numexpr with N threads, which cuts an expression into blocks itself: usage: numexpr_threads.py N"""

import os
import sys

os.environ["NUMEXPR_MAX_THREADS"] = sys.argv[1]

import protocol

try:
    import numexpr
    import numpy as np
except ImportError:
    protocol.missing("python3-numexpr is not installed")

import bands

numexpr.set_num_threads(int(sys.argv[1]))

EXPRESSIONS = {
    "sigmoid": "1 / (1 + exp(-x))",
    "tanh": "tanh(x)",
    "exp": "exp(x)",
    "relu": "where(x > 0, x, 0)",
    "affine": "a * x + b",
    "scale": "a * x",
    "copy": "x",
    "sum": "sum(x)",
    "mean": "sum(x)",
    "min": "min(x)",
    "max": "max(x)",
}
current = {}


def prepare(task):
    if task.op not in EXPRESSIONS and task.op != "softmax":
        return "no expression of numexpr"
    current["op"], current["band"] = task.op, bands.Band(task, 0, 1)
    return None


def softmax(band):
    # By groups of rows, so that the second expression finds the first one's result in the cache.
    for x, out in band.row_blocks():
        top = x.max(axis=1, keepdims=True)
        numexpr.evaluate("exp(x - top)", {"x": x, "top": top}, out=out)
        total = out.sum(axis=1, keepdims=True)
        numexpr.evaluate("out / total", {"out": out, "total": total}, out=out)


def run():
    op, band = current["op"], current["band"]
    if op == "softmax":
        return softmax(band)
    names = {"x": band.x.reshape(-1), "a": band.a, "b": band.b}
    if op in ("sum", "mean", "min", "max"):
        result = numexpr.evaluate(EXPRESSIONS[op], names)
        return result / band.x.size if op == "mean" else result
    numexpr.evaluate(EXPRESSIONS[op], names, out=band.out.reshape(-1))
    return None


protocol.serve(protocol.versions(numexpr, np), prepare, run)
