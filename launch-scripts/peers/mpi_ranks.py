"""mpi4py, a band of rows per rank: usage: mpirun -n N python3 mpi_ranks.py

Waiting ranks of MPI spin. Between runs they sleep here, so that they take nothing from the others;
they are woken and meet at a barrier before the clock starts, and spin from there on.
"""

import os
import sys
import time

os.environ["OPENBLAS_NUM_THREADS"] = "1"

import protocol

try:
    import numpy as np
    import mpi4py
    from mpi4py import MPI
except ImportError:
    if os.environ.get("OMPI_COMM_WORLD_RANK", "0") == "0":
        protocol.missing("python3-mpi4py is not installed")
    sys.exit(0)

import bands

WAKE_SECONDS = 0.002

world = MPI.COMM_WORLD
rank, count = world.Get_rank(), world.Get_size()
mine = {}


def step(message):
    command, rest = message[0], message[1:]
    if command == "map":
        mine["band"] = bands.Band(rest[0], rank, count)
        return None
    return bands.do(bands.BEST, mine["band"], command, *rest)


def everywhere(*message):
    world.bcast(message)
    return world.gather(step(message))


def wake():
    for other in range(1, count):
        world.send(None, dest=other)
    world.Barrier()


def follow():
    while True:
        while not world.iprobe(source=0):
            time.sleep(WAKE_SECONDS)
        world.recv(source=0)
        world.Barrier()
        message = world.bcast(None)
        while message[0] != "sleep":
            if message[0] == "end":
                return
            world.gather(step(message))
            message = world.bcast(None)


def lead():
    current = {}

    def prepare(task):
        if task.op not in bands.operations():
            return "the same BLAS as NumPy"
        current["op"] = task.op
        wake()
        everywhere("map", task)
        world.bcast(("sleep",))
        return None

    protocol.serve(
        protocol.versions(mpi4py, np) + ["mpi=" + MPI.get_vendor()[0].replace(" ", "-")],
        prepare,
        lambda: bands.run(current["op"], everywhere),
        before=wake,
        after=lambda: world.bcast(("sleep",)),
    )
    wake()
    world.bcast(("end",))


if rank == 0:
    lead()
else:
    follow()
