"""A whole program, as short as they come: maps a matrix, forks N processes, each makes the sigmoid
of its band in place. usage: cold_sigmoid.py best|article N FILE.npy
"""

import os
import sys

os.environ["OPENBLAS_NUM_THREADS"] = "1"

import multiprocessing

import numpy as np

form, count, path = sys.argv[1], int(sys.argv[2]), sys.argv[3]
BLOCK = 32768


def work(x, first, limit):
    band = x[first:limit]
    if form == "article":
        band[:] = 1 / (1 + np.exp(-band))
        return
    flat = band.reshape(-1)
    for at in range(0, flat.size, BLOCK):
        block = flat[at : at + BLOCK]
        np.negative(block, out=block)
        np.exp(block, out=block)
        np.add(block, 1.0, out=block)
        np.divide(1.0, block, out=block)


if __name__ == "__main__":
    matrix = np.load(path, mmap_mode="r+").view(np.ndarray)
    rows = matrix.shape[0]
    fork = multiprocessing.get_context("fork")
    processes = [
        fork.Process(target=work, args=(matrix, rows * i // count, rows * (i + 1) // count))
        for i in range(count)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    sys.exit(max(abs(process.exitcode) for process in processes))
