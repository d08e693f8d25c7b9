"""For pools that only take functions: a process keeps its bands from one call to the next."""

import bands
import protocol

_kept = {}


def on_band(key, task, index, count, step, *extra):
    """Does a step on a band of the task. The bands of the key before are let go."""
    if _kept.get("key") != key:
        _kept.clear()
        _kept["key"] = key
    if index not in _kept:
        _kept[index] = bands.Band(protocol.Task(*task), index, count)
    return bands.do(bands.BEST, _kept[index], step, *extra)
