"""NumPy in N processes over one shared matrix: usage: numpy_processes.py best|article N

The article's design, a band of rows per process. Its processes are forked anew for every operation
and a copy of the whole matrix is returned; here they stay and nothing is copied, so that a warm run
is compared with a warm run. What the forks cost is part of the cold runs.
"""

import os
import sys

os.environ["OPENBLAS_NUM_THREADS"] = "1"

import protocol

try:
    import numpy as np
except ImportError:
    protocol.missing("python3-numpy is not installed")

import bands
from crew import Crew

steps = bands.BEST if sys.argv[1] == "best" else bands.ARTICLE
mine = {}


def work(index, count, command, *rest):
    if command == "map":
        mine["band"] = bands.Band(rest[0], index, count)
        return None
    return bands.do(steps, mine["band"], command, *rest)


crew = Crew(int(sys.argv[2]), work)
current = {}


def prepare(task):
    if task.op not in bands.operations():
        return "another NumPy peer does this"
    if task.op == "copy" and steps is bands.ARTICLE:
        return "the article has no such form"
    crew.everywhere("map", task)
    current["op"] = task.op
    return None


protocol.serve(
    protocol.versions(np), prepare, lambda: bands.run(current["op"], crew.everywhere)
)
