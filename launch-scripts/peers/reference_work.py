"""The work of `phalanx demo gil` in Python: usage: reference_work.py N TIMES

The source article's reference-heavy work, TIMES times over, on one thread, on N threads or on N
processes, an equal share each; N divides TIMES. Threads and processes stand ready before. Prints

    ready WHAT LOCK     LOCK: on, off or unknown, tabs between   | missing REASON

and then answers each line "thread", "threads" or "processes" with

    ok NANOSECONDS SUM                                           | error TEXT
"""

import concurrent.futures
import multiprocessing
import platform
import sys
import time


class ReferenceIntensive:
    def __init__(self):
        self.data = [x for x in range(10000)]

    def process(self):
        return sum([x * 2 for x in self.data if x % 3 == 0])


WORK = ReferenceIntensive()


def share(times):
    return sum(WORK.process() for _ in range(times))


def lock():
    """Whether this Python lets one thread at a time run."""
    if hasattr(sys, "_is_gil_enabled"):
        return "on" if sys._is_gil_enabled() else "off"
    return "on" if platform.python_implementation() in ("CPython", "PyPy") else "unknown"


def serve(count, times, threads, processes):
    shares = [times // count] * count
    ways = {
        "thread": lambda: share(times),
        "threads": lambda: sum(threads.map(share, shares)),
        "processes": lambda: sum(processes.map(share, shares, chunksize=1)),
    }
    for line in sys.stdin:
        try:
            begin = time.perf_counter_ns()
            total = ways[line.strip()]()
            answer("ok", time.perf_counter_ns() - begin, total)
        except Exception as error:  # whatever it is: the demonstration reports it
            answer("error", " ".join(repr(error).split()))


def answer(*words):
    print(*words, sep="\t", flush=True)


def main():
    count, times = (int(word) for word in sys.argv[1:])
    try:
        # Processes first: where they are forked, this one should have no threads yet.
        processes = multiprocessing.Pool(count)
    except (ImportError, OSError) as cause:
        answer("missing", cause)
        return
    with processes, concurrent.futures.ThreadPoolExecutor(count) as threads:
        answer(
            "ready", platform.python_implementation() + " " + platform.python_version(), lock()
        )
        serve(count, times, threads, processes)


if __name__ == "__main__":
    main()
