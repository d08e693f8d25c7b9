"""The arithmetic of the NumPy peers: steps over a band of rows, in the best form and the article's.

Best form: every ufunc writes where it is told (out=), over blocks that stay in the second-level
cache, so that a matrix is read and written once. The article's form: its expression, over the whole
band at once; NumPy then makes and fills a temporary matrix per operator.
"""

import numpy as np

# Elements of a block: 256 KiB of float64.
BLOCK = 32768

_PAGE = 4096


class Band:
    """The rows that one process works on, mapped and touched once."""

    def __init__(self, task, index, count):
        x = _map(task.x)
        rows = x.shape[0]
        self.first, self.limit = rows * index // count, rows * (index + 1) // count
        self.a, self.b = task.a, task.b
        self.x = x[self.first : self.limit]
        self.out = self.x if task.out is None else _map(task.out)[self.first : self.limit]
        for view in (self.x, self.out):
            view.reshape(-1)[:: _PAGE // view.itemsize].sum()

    def blocks(self):
        """Pairs of flat blocks of input and output."""
        x, out = self.x.reshape(-1), self.out.reshape(-1)
        for at in range(0, x.size, BLOCK):
            yield x[at : at + BLOCK], out[at : at + BLOCK]

    def row_blocks(self):
        """Pairs of blocks of whole rows of input and output."""
        rows = max(1, BLOCK // max(1, self.x.shape[1]))
        for at in range(0, self.x.shape[0], rows):
            yield self.x[at : at + rows], self.out[at : at + rows]


def _map(path):
    return np.load(path, mmap_mode="r+").view(np.ndarray)


def _sigmoid(band):
    for x, out in band.blocks():
        np.negative(x, out=out)
        np.exp(out, out=out)
        np.add(out, 1.0, out=out)
        np.divide(1.0, out, out=out)  # faster than reciprocal


def _softmax(band):
    for x, out in band.row_blocks():
        np.subtract(x, x.max(axis=1, keepdims=True), out=out)
        np.exp(out, out=out)
        np.multiply(out, 1.0 / out.sum(axis=1, keepdims=True), out=out)


def _affine(band):
    for x, out in band.blocks():
        np.multiply(x, band.a, out=out)
        np.add(out, band.b, out=out)


def _moments(band):
    """Sums of x - shift and of its square per column, in one pass."""
    shift = band.x[0].copy()
    total, squares = np.zeros_like(shift), np.zeros_like(shift)
    for x, _ in band.row_blocks():
        away = x - shift
        total += away.sum(axis=0)
        squares += np.einsum("ij,ij->j", away, away)
    return band.x.shape[0], shift, total, squares


def _normalize(band, mean, scale):
    for x, out in band.row_blocks():
        np.subtract(x, mean, out=out)
        np.multiply(out, scale, out=out)


BEST = {
    "sigmoid": _sigmoid,
    "tanh": lambda band: np.tanh(band.x, out=band.out),
    "exp": lambda band: np.exp(band.x, out=band.out),
    "relu": lambda band: np.maximum(band.x, 0.0, out=band.out),
    "affine": _affine,
    "scale": lambda band: np.multiply(band.x, band.a, out=band.out),
    "copy": lambda band: np.copyto(band.out, band.x),
    "softmax": _softmax,
    "sum": lambda band: band.x.sum(),
    "min": lambda band: band.x.min(),
    "max": lambda band: band.x.max(),
    "moments": _moments,
    "normalize": _normalize,
}


def _article_sigmoid(band):
    band.out[:] = 1 / (1 + np.exp(-band.x))


def _article_softmax(band):
    e = np.exp(band.x - np.max(band.x, axis=1, keepdims=True))
    band.out[:] = e / np.sum(e, axis=1, keepdims=True)


def _assign(function):
    def step(band):
        band.out[:] = function(band)

    return step


ARTICLE = dict(
    BEST,
    sigmoid=_article_sigmoid,
    tanh=_assign(lambda band: np.tanh(band.x)),
    exp=_assign(lambda band: np.exp(band.x)),
    relu=_assign(lambda band: np.maximum(band.x, 0)),
    affine=_assign(lambda band: band.a * band.x + band.b),
    scale=_assign(lambda band: band.x * band.a),
    softmax=_article_softmax,
    moments=lambda band: (
        band.x.shape[0],
        0.0,
        np.sum(band.x, axis=0),
        np.sum(band.x**2, axis=0),
    ),
    normalize=lambda band, mean, scale: _assign(lambda b: (b.x - mean) * scale)(band),
)

# Steps that need no second round.
_MAPS = ("sigmoid", "tanh", "exp", "relu", "affine", "scale", "copy", "softmax")


def operations():
    """The operations that run() knows."""
    return _MAPS + ("sum", "mean", "min", "max", "standardize")


def run(op, everywhere):
    """Runs an operation; everywhere(step, *extra) does a step on every band, for their results."""
    if op in _MAPS:
        everywhere(op)
        return None
    if op == "standardize":
        return _standardize(everywhere)
    if op == "mean":
        parts = everywhere("sum")
        return sum(part for part, _ in parts) / sum(size for _, size in parts)
    return {"sum": sum, "min": min, "max": max}[op](part for part, _ in everywhere(op))


def _standardize(everywhere):
    parts = [part for part, _ in everywhere("moments")]
    count = sum(part[0] for part in parts)
    origin = parts[0][1]
    total = sum(n * (shift - origin) + s for n, shift, s, _ in parts)
    squares = sum(
        q + 2 * (shift - origin) * s + n * (shift - origin) ** 2 for n, shift, s, q in parts
    )
    mean = total / count
    deviation = np.sqrt(squares / count - mean**2)
    everywhere("normalize", origin + mean, 1.0 / deviation)


def do(steps, band, step, *extra):
    """One step on one band: its result, if it reduces, and the number of the band's elements."""
    result = steps[step](band, *extra)
    return None if step in _MAPS else result, band.x.size
