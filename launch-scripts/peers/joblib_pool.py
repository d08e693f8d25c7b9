"""joblib with N processes of its default pool: usage: joblib_pool.py N

The pool stays, the bands are the best NumPy form, and each process keeps its mapping of the matrix
between the calls: passing the memory map itself, as joblib's examples do, would map it anew.
"""

import os
import sys

os.environ["OPENBLAS_NUM_THREADS"] = "1"

import protocol

try:
    import joblib
    import numpy as np
except ImportError:
    protocol.missing("python3-joblib is not installed")

import bands
from kept_bands import on_band

count = int(sys.argv[1])
current = {}
pool = joblib.Parallel(n_jobs=count, batch_size=1, pre_dispatch="all")


def everywhere(step, *extra):
    key, task = current["key"], current["task"]
    return pool(
        joblib.delayed(on_band)(key, task, index, count, step, *extra) for index in range(count)
    )


def prepare(task):
    if task.op not in bands.operations():
        return "the same BLAS as NumPy"
    current["task"], current["key"] = tuple(task), current.get("key", 0) + 1
    return None


if __name__ == "__main__":
    with pool:
        protocol.serve(
            protocol.versions(joblib, np),
            prepare,
            lambda: bands.run(current["task"][0], everywhere),
        )
