"""Compares result files with what NumPy makes of an expression, and prints those that differ.

Arguments: the folder, the dtype. Standard input has lines of: result file | matrix to be read as
`a` | matrix to be read as `b` | expression | how far the result may be from it, in units in the
last place | of what, an expression; nothing stands for the result. With 0 every bit must be the
same, but for which NaN it is. NumPyIT runs it with numpy and sys imported.
"""
import math

folder, dtype = sys.argv[1:]
numpy.seterr(all="ignore")


def load(name):
    return numpy.load(f"{folder}/{name}.npy")


def bits(a):
    return a.view(f"u{a.itemsize}")


def fsum(a, axis=None, **_):
    """The sum, correctly rounded."""
    if axis is None:
        return numpy.array([[math.fsum(a.ravel())]])
    return numpy.expand_dims(numpy.apply_along_axis(math.fsum, axis, a), axis)


def sigmoid(a):
    z = numpy.exp(-abs(a))
    return numpy.where(a < 0, z, 1) / (1 + z)


for line in sys.stdin:
    name, left, right, expression, ulp, scale = line.rstrip("\n").split("|")
    a, b = load(f"{dtype}-{left}"), load(f"{dtype}-{right}")
    got, want = load(name), eval(expression)
    if got.shape != want.shape or got.dtype != want.dtype:
        print(f"{name}: {got.shape} {got.dtype}, not {want.shape} {want.dtype}")
        continue
    same = (bits(got) == bits(want)) | (numpy.isnan(got) & numpy.isnan(want))
    if float(ulp) > 0:
        of = eval(scale) * numpy.spacing(want.dtype.type(1)) if scale else numpy.spacing(abs(want))
        same |= abs(got - want) <= float(ulp) * of
    if not same.all():
        at = tuple(numpy.argwhere(~same)[0])
        print(f"{name}: {(~same).sum()} differ from {expression}, at {at}: {got[at]!r}, not {want[at]!r}")
