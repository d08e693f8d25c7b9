"""Tasks that do nothing on a pool of N processes: usage: task_pool.py KIND N TASKS ROUNDS TRIPS

KIND is executor (concurrent.futures.ProcessPoolExecutor), joblib (its default pool) or dask (a local
cluster of N processes). Prints a line "ready WHAT" or "missing WHY", then "rate TASKS_PER_SECOND" for
each round, "trip NANOSECONDS" for each round trip, and "end".

A pool that is slow has rounds of as many tasks as it does in some seconds, and as many trips, so that
its figures take no minutes. All are warmed up before.
"""

import sys
import time

ROUND_SECONDS_MAX = 3
TRIPS_SECONDS_MAX = 5


def nothing(number):
    return number


class Executor:
    def __init__(self, count):
        from concurrent.futures import ProcessPoolExecutor

        self.pool = ProcessPoolExecutor(count)
        self.name = "ProcessPoolExecutor of Python " + sys.version.split()[0]

    def many(self, count):
        futures = [self.pool.submit(nothing, number) for number in range(count)]
        for future in futures:
            future.result()

    def one(self):
        self.pool.submit(nothing, 1).result()

    def close(self):
        self.pool.shutdown()


class Joblib:
    def __init__(self, count):
        import joblib

        self.delayed = joblib.delayed
        self.pool = joblib.Parallel(n_jobs=count)
        self.pool.__enter__()
        self.name = "joblib " + joblib.__version__ + ", batches as it chooses"

    def many(self, count):
        self.pool(self.delayed(nothing)(number) for number in range(count))

    def one(self):
        self.pool([self.delayed(nothing)(1)])

    def close(self):
        self.pool.__exit__(None, None, None)


class Dask:
    def __init__(self, count):
        import distributed

        self.client = distributed.Client(
            n_workers=count, threads_per_worker=1, processes=True, dashboard_address=None
        )
        self.name = "Dask distributed " + distributed.__version__

    def many(self, count):
        self.client.gather(self.client.map(nothing, range(count), pure=False))

    def one(self):
        self.client.submit(nothing, 1, pure=False).result()

    def close(self):
        self.client.close()


def warm_up(pool, tasks, count):
    """Runs more and more tasks. Returns how many a round has: all, if they take no longer than that."""
    warm = count * 10
    while True:
        begin = time.perf_counter()
        pool.many(warm)
        elapsed = time.perf_counter() - begin
        if warm >= tasks:
            return tasks
        if elapsed * 4 > ROUND_SECONDS_MAX:
            return min(tasks, max(warm, int(warm / elapsed * ROUND_SECONDS_MAX)))
        warm = min(tasks, warm * 4)


def main():
    kinds = {"executor": Executor, "joblib": Joblib, "dask": Dask}
    count, tasks, rounds, trips = (int(word) for word in sys.argv[2:])
    try:
        pool = kinds[sys.argv[1]](count)
    except ImportError as cause:
        print("missing", cause, flush=True)
        return
    print("ready", pool.name, flush=True)
    tasks = warm_up(pool, tasks, count)
    for _ in range(rounds):
        begin = time.perf_counter()
        pool.many(tasks)
        print("rate", tasks / (time.perf_counter() - begin), flush=True)
    end = time.perf_counter() + TRIPS_SECONDS_MAX
    for _ in range(trips):
        begin = time.perf_counter_ns()
        pool.one()
        print("trip", time.perf_counter_ns() - begin)
        if time.perf_counter() > end:
            break
    print("end", flush=True)
    pool.close()


if __name__ == "__main__":
    main()
