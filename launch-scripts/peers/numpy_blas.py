"""The matrix product of NumPy, with N threads of the BLAS it uses: usage: numpy_blas.py N"""

import os
import sys

for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = sys.argv[1]

import protocol

try:
    import numpy as np
except ImportError:
    protocol.missing("python3-numpy is not installed")

matrices = {}


def library():
    """The file of the BLAS library that NumPy has loaded."""
    np.dot(np.ones((2, 2)), np.ones((2, 2)))
    with open("/proc/self/maps") as maps:
        files = {line.split()[-1] for line in maps if "/" in line}
    names = ("openblas", "mkl_rt", "libblas", "libcblas", "blis", "atlas")
    found = sorted(file for file in files if any(name in file for name in names))
    return found[-1].replace(" ", "_") if found else "unknown"


def prepare(task):
    if task.op != "matmul":
        return "it is here for the matrix product"
    matrices["x"], matrices["y"], matrices["out"] = (
        np.load(path, mmap_mode="r+").view(np.ndarray) for path in (task.x, task.y, task.out)
    )
    return None


def run():
    np.matmul(matrices["x"], matrices["y"], out=matrices["out"])


try:
    blas = library()
except OSError:
    blas = "unknown"
protocol.serve(protocol.versions(np) + ["blas=" + blas], prepare, run)
