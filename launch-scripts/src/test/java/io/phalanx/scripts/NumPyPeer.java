package io.phalanx.scripts;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What NumPy calls an operation, and how far it may be from it.
///
/// @param operation its name here
/// @param params its parameters
/// @param inputs number of input matrices
/// @param expression in Python, over matrices `a` and `b`
/// @param ulp largest distance in units in the last place; 0 where both round correctly
/// @param scale of what the units are, in Python: what a sum that cancels was made of; empty for
///   those of the result
record NumPyPeer(
    String operation,
    Map<String, String> params,
    int inputs,
    String expression,
    double ulp,
    String scale) {
  /// Over matrices with everything in them.
  static final List<NumPyPeer> ELEMENTWISE =
      List.of(
          of("sqrt", "numpy.sqrt(a)", 0),
          of("square", "numpy.square(a)", 0),
          of("abs", "numpy.abs(a)", 0),
          of("neg", "numpy.negative(a)", 0),
          // NumPy leaves the sign of maximum(-0.0, 0) to the processor.
          of("relu", "numpy.maximum(a, 0) + a.dtype.type(0)", 0),
          of("clip", "numpy.clip(a, -1.5, 2.25)", 0).with("min", "-1.5").with("max", "2.25"),
          of("affine", "a.dtype.type(3) * a + a.dtype.type(-7)", 0).with("a", "3").with("b", "-7"),
          of("exp", "numpy.exp(a)", 3),
          of("log", "numpy.log(a)", 3),
          of("tanh", "numpy.tanh(a)", 4),
          of("sigmoid", "sigmoid(a)", 5),
          of("expm1", "numpy.expm1(a)", 5),
          of("log1p", "numpy.log1p(a)", 5),
          of("sin", "numpy.sin(a)", 5),
          of("cos", "numpy.cos(a)", 5),
          of("transpose", "a.T.copy()", 0),
          of("cumsum", "numpy.cumsum(a, axis=1)", 0),
          ofTwo("add", "a + b"),
          ofTwo("sub", "a - b"),
          ofTwo("mul", "a * b"),
          ofTwo("div", "a / b"),
          // Nor does it say which of two zeros is the smaller: here it is -0.0.
          ofTwo("min", "numpy.where((a == 0) & (b == 0), -(-a - b), numpy.minimum(a, b))"),
          ofTwo("max", "numpy.where((a == 0) & (b == 0), a + b, numpy.maximum(a, b))"));

  private static final String WIDE = "a.astype('f8')";

  /// Over finite matrices, against the exact sum.
  static final List<NumPyPeer> SUMS =
      List.of(
          of("sum", "fsum(" + WIDE + ", AXIS)", 4),
          of("mean", "fsum(" + WIDE + ", AXIS) / (a.size if AXIS is None else a.shape[AXIS])", 5),
          of("norm", "numpy.sqrt(fsum(numpy.square(" + WIDE + "), AXIS))", 8),
          of("var", "numpy.var(" + WIDE + ", AXIS, keepdims=True)", 2000),
          of("std", "numpy.std(" + WIDE + ", AXIS, keepdims=True, ddof=1)", 2000)
              .with("ddof", "1"));

  /// Over matrices with NaN and infinities, some in a row and some in none.
  static final List<NumPyPeer> SUMS_OF_NON_FINITE =
      List.of(
          of("sum", "numpy.sum(" + WIDE + ", AXIS, keepdims=True)", 1e9),
          of("mean", "numpy.mean(" + WIDE + ", AXIS, keepdims=True)", 1e9),
          of(
              "count-nonfinite",
              "numpy.sum(~numpy.isfinite(a), AXIS, keepdims=True).astype('f8')",
              0));

  /// Over any matrices: exact.
  static final List<NumPyPeer> EXTREMES =
      List.of(
          of("min", "numpy.min(" + WIDE + ", AXIS, keepdims=True)", 0),
          of("max", "numpy.max(" + WIDE + ", AXIS, keepdims=True)", 0),
          of("argmin", "numpy.argmin(a, AXIS, keepdims=True).astype('f8')", 0),
          of("argmax", "numpy.argmax(a, AXIS, keepdims=True).astype('f8')", 0));

  /// Over integers, which are read as float64.
  static final List<NumPyPeer> OF_INTEGERS =
      List.of(
          of("sqrt", "numpy.sqrt(" + WIDE + ")", 0),
          of("neg", "numpy.negative(" + WIDE + ")", 0),
          of("transpose", "a.T.copy()", 0),
          of("sum", "fsum(" + WIDE + ", None)", 4).with("axis", "all"),
          of("max", "numpy.max(" + WIDE + ", 1, keepdims=True)", 0).with("axis", "rows"));

  private static final String SCALE = "(abs(a) @ abs(b).T)";
  private static final String CENTRED = "(abs(" + WIDE + ") + abs(" + WIDE + ".mean(0)))";
  private static final int PRODUCTS = 517;

  /// Over 301 × 517 elements, and the same again where there are two inputs.
  static final List<NumPyPeer> PRODUCTS_OF_MATRICES =
      List.of(
          product("matmul", 2, "a @ b.T", SCALE).with("transb", "true"),
          product("matmul", 2, "a.dtype.type(-0.5) * (a.T @ b)", "(abs(a).T @ abs(b))")
              .with("transa", "true")
              .with("alpha", "-0.5"),
          product("gram", 1, "a.T @ a", "(abs(a).T @ abs(a))"));

  /// Over finite elements, as float64.
  static final List<NumPyPeer> STATISTICS =
      List.of(
          product("cov", 1, "numpy.cov(" + WIDE + ", rowvar=False)", squares(CENTRED) + " / 300"),
          product("cov", 1, "numpy.cov(" + WIDE + ", rowvar=False, ddof=0)", squares(CENTRED))
              .with("ddof", "0"),
          product(
              "corr",
              1,
              "numpy.corrcoef(" + WIDE + ", rowvar=False)",
              squares("(" + CENTRED + " / " + WIDE + ".std(0))") + " / 300"));

  /// Over a matrix and 517 elements of one dimension.
  static final NumPyPeer OF_VECTOR =
      product("matvec", 2, "(a @ b)[:, None]", "(abs(a) @ abs(b))[:, None]");

  private static final Map<String, String> AXES = Map.of("all", "None", "rows", "1", "cols", "0");

  /// A reduction along an axis, which is AXIS in the expression.
  NumPyPeer along(String axis) {
    String python = AXES.getOrDefault(axis, axis);
    NumPyPeer peer = with("axis", axis);
    return new NumPyPeer(
        operation, peer.params, inputs, expression.replace("AXIS", python), ulp, scale);
  }

  /// Tells it from others of the same operation in the name of a file.
  String variant() {
    return new TreeMap<>(params).values().toString().replaceAll("[^\\w.-]", "");
  }

  /// The same with a parameter.
  NumPyPeer with(String name, String value) {
    Map<String, String> more = new HashMap<>(params);
    more.put(name, value);
    return new NumPyPeer(operation, more, inputs, expression, ulp, scale);
  }

  private static NumPyPeer of(String operation, String expression, double ulp) {
    return new NumPyPeer(operation, Map.of(), 1, expression, ulp, "");
  }

  private static NumPyPeer product(String operation, int inputs, String expression, String scale) {
    return new NumPyPeer(operation, Map.of(), inputs, expression, 2 * PRODUCTS, scale);
  }

  private static String squares(String x) {
    return "(lambda x: x.T @ x)" + x;
  }

  private static NumPyPeer ofTwo(String operation, String expression) {
    return new NumPyPeer(operation, Map.of(), 2, expression, 0, "");
  }
}
