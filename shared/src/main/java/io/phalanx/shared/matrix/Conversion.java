package io.phalanx.shared.matrix;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The line of Python that makes a usable file of one that is refused.
final class Conversion {
  private Conversion() {}

  /// @param file the refused file
  /// @param type its element type where that is a reason, else null
  /// @param shape its shape
  /// @param reorder true if its order is a reason
  static String of(Path file, @Nullable ForeignType type, NpyShape shape, boolean reorder) {
    String path = file.toAbsolutePath().toString();
    String options = type != null && type.pickled() ? ", allow_pickle=True" : "";
    String array = "numpy.load(" + OneLine.pythonLiteral(path) + options + ")";
    String suffix = "-c";
    if (type != null) {
      DType target = type.target();
      if (target == null) {
        return "make it again with one of these dtypes";
      }
      array += type.selection() + ".astype(\"" + target.descr() + "\")";
      suffix =
          type.name().startsWith("big-endian " + target.label()) ? "-le" : "-" + target.label();
    }
    if (shape.dimensions() < 1 || shape.dimensions() > 2) {
      array += ".reshape(" + shape.rows() + ", " + shape.cols() + ")";
      suffix = "-2d";
    }
    if (reorder) {
      array = "numpy.ascontiguousarray(" + array + ")";
    }
    String caution = options.isEmpty() ? "" : " (only if you trust the file: loading it runs code)";
    return "convert it in Python: " + save(path, suffix, array) + caution;
  }

  /// A call that saves a new file beside the old one.
  static String save(String path, String suffix, String array) {
    String stem = path.replaceFirst("\\.[A-Za-z0-9]{1,5}$", "");
    return "numpy.save(" + OneLine.pythonLiteral(stem + suffix + ".npy") + ", " + array + ")";
  }
}
