"""The line protocol between `phalanx bench` and a peer, on standard input and output, tabs between.

    bench                                         peer
                                                  hello NAME=VERSION ...   | missing REASON
    prepare OP X Y OUT A B   ('-' for none)       ok                       | skip REASON
    run                                           ok NANOSECONDS RESULT    ('-' for none)
    end of file                                   the peer ends

Any command may be answered with: error TEXT. A peer measures a run itself, from the request to the
moment when all of it is done: the same that is measured of Phalanx.
"""

import collections
import os
import platform
import sys
import time

Task = collections.namedtuple("Task", "op x y out a b")


def versions(*modules):
    """NAME=VERSION of Python and of modules."""
    found = ["python=" + platform.python_version()]
    return found + [module.__name__ + "=" + module.__version__ for module in modules]


def missing(reason):
    """Says that this peer cannot take part, and ends the process."""
    _answer("missing", reason)
    sys.exit(0)


def serve(hello, prepare, run, before=lambda: None, after=lambda: None):
    """Answers commands until the end of the input.

    prepare(task) returns None, or the reason why there is nothing to compare with.
    run() does the task once and returns the result of a reduction, else None.
    before() and after() stand around it, outside of the time that is measured.
    """
    _answer("hello", *hello)
    for line in sys.stdin:
        words = line.rstrip("\n").split("\t")
        try:
            if words[0] == "prepare":
                reason = prepare(_task(words[1:]))
                _answer(*(("ok",) if reason is None else ("skip", reason)))
            else:
                before()
                start = time.perf_counter_ns()
                result = run()
                elapsed = time.perf_counter_ns() - start
                after()
                _answer("ok", elapsed, "-" if result is None else repr(float(result)))
        except Exception as error:  # whatever it is: the bench reports it and goes on
            _answer("error", " ".join(repr(error).split()))


def _task(words):
    op, x, y, out, a, b = words
    return Task(op, x, None if y == "-" else y, None if out == "-" else out, float(a), float(b))


def _answer(*words):
    # Libraries may print: only this file descriptor, kept from the start, speaks to the bench.
    _OUT.write("\t".join(str(word) for word in words) + "\n")
    _OUT.flush()


_OUT = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)
