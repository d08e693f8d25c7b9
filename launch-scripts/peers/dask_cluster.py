"""Dask with a local cluster of N processes: usage: dask_cluster.py N

Futures on bands in the best NumPy form, each band always at the same process, which keeps its
mapping. Dask's own arrays would copy every chunk through the scheduler's processes.
"""

import os
import sys

os.environ["OPENBLAS_NUM_THREADS"] = "1"

import protocol

try:
    import dask
    import distributed
    import numpy as np
except ImportError:
    if __name__ == "__main__":
        protocol.missing("python3-distributed is not installed")
    raise

import bands
from kept_bands import on_band

current = {}


def prepare(task):
    if task.op not in bands.operations():
        return "the same BLAS as NumPy"
    current["task"], current["key"] = tuple(task), current.get("key", 0) + 1
    return None


def main(count):
    dask.config.set({"distributed.worker.daemon": True, "logging.distributed": "error"})
    # Processes speak over loopback; no page for browsers.
    with distributed.LocalCluster(
        n_workers=count, threads_per_worker=1, dashboard_address=None, memory_limit=0
    ) as cluster, distributed.Client(cluster) as client:
        client.wait_for_workers(count)
        workers = sorted(client.scheduler_info()["workers"])

        def everywhere(step, *extra):
            arguments = current["key"], current["task"]
            futures = [
                client.submit(
                    on_band, *arguments, index, count, step, *extra, workers=[worker], pure=False
                )
                for index, worker in enumerate(workers)
            ]
            return client.gather(futures)

        protocol.serve(
            protocol.versions(dask, distributed, np),
            prepare,
            lambda: bands.run(current["task"][0], everywhere),
        )


if __name__ == "__main__":
    main(int(sys.argv[1]))
