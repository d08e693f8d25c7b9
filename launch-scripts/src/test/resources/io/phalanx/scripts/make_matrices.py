"""Saves the matrices of NumPyIT: values of every magnitude, and what is special among them.

Arguments: the folder, the dtype. NumPyIT runs it with numpy and sys imported.
"""
folder, dtype = sys.argv[1:]
rng = numpy.random.default_rng(20)


def save(name, a):
    numpy.save(f"{folder}/{dtype}-{name}.npy", a)


if dtype[0] == "f":
    info = numpy.finfo(dtype)

    def numbers(shape, low, high):
        """Numbers of both signs, their exponents evenly spread."""
        a = numpy.exp2(rng.uniform(low, high, shape))
        return (a * rng.choice([-1, 1], shape)).astype(dtype)

    def sprinkle(a, values, count):
        a.ravel()[rng.integers(0, a.size, count)] = rng.choice(values, count)
        return a

    nan, inf = numpy.nan, numpy.inf
    tiny, least, most = info.smallest_subnormal, info.tiny, info.max
    special = [nan, inf, -inf, 0.0, -0.0, tiny, -tiny, least, -least, most, -most, 1.0]
    for name in ["a", "b"]:
        save(name, sprinkle(numbers((97, 1031), info.minexp - 20, info.maxexp), special, 2000))
    save("finite", numbers((301, 517), -60, 40))
    save("vector", numbers(517, -60, 40))
    save("third", numbers((301, 301), -60, 40))
    save("spots", sprinkle(numbers((301, 517), -60, 40), [nan, inf, -inf], 30))
else:
    info = numpy.iinfo(dtype)
    save("a", rng.integers(info.min, info.max, (97, 1031), dtype, endpoint=True))
