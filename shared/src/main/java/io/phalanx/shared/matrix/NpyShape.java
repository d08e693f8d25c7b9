package io.phalanx.shared.matrix;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The shape in a header: the lengths of its dimensions, each 0 or more.
record NpyShape(List<Long> lengths) {
  /// As many as NumPy arrays can have.
  private static final int DIMENSIONS_MAX = 64;

  /// Python 2 wrote long integers with an L behind.
  private static final Pattern LENGTH = Pattern.compile("(0|[1-9][0-9]{0,18})L?");

  /// Reads a tuple of whole numbers: `()`, `(3,)`, `(3, 4)`, `(3L, 4L,)`.
  ///
  /// @throws MatrixFormatException if the text is anything else
  static NpyShape parse(String text, Path file) {
    if (!text.startsWith("(") || !text.endsWith(")")) {
      throw refused(text, "a tuple of whole numbers", file);
    }
    String inner = text.substring(1, text.length() - 1).strip();
    if (inner.isEmpty()) {
      return new NpyShape(List.of());
    }
    List<String> parts = List.of(inner.split(",", -1));
    if (parts.size() == 1) {
      throw refused(text, "a tuple of whole numbers, such as (3,)", file);
    }
    if (parts.getLast().isBlank()) {
      parts = parts.subList(0, parts.size() - 1);
    }
    if (parts.size() > DIMENSIONS_MAX) {
      throw refused(text, "1 or 2 dimensions", file);
    }
    List<Long> lengths = new ArrayList<>();
    for (String part : parts) {
      lengths.add(length(part.strip(), text, file));
    }
    return new NpyShape(List.copyOf(lengths));
  }

  private static long length(String part, String text, Path file) {
    if (!LENGTH.matcher(part).matches()) {
      throw refused(text, "whole numbers from 0 to " + Long.MAX_VALUE, file);
    }
    try {
      return Long.parseLong(part.replace("L", ""));
    } catch (NumberFormatException e) {
      throw refused(text, "whole numbers from 0 to " + Long.MAX_VALUE, file);
    }
  }

  /// Number of dimensions.
  int dimensions() {
    return lengths.size();
  }

  /// Rows of the matrix that this shape is read as, or would be reshaped to.
  long rows() {
    return lengths.isEmpty() ? 1 : lengths.getFirst();
  }

  /// Columns of the matrix that this shape is read as, or would be reshaped to.
  ///
  /// If they overflow 63 bits, the largest long, which fits no file either.
  long cols() {
    return lengths.stream().skip(1).reduce(1L, NpyShape::multiplySaturated);
  }

  private static long multiplySaturated(long a, long b) {
    return b != 0 && a > Long.MAX_VALUE / b ? Long.MAX_VALUE : a * b;
  }

  /// True if C order and Fortran order are the same bytes.
  boolean isOneWide() {
    return lengths.stream().anyMatch(length -> length == 0)
        || lengths.stream().filter(length -> length > 1).count() <= 1;
  }

  /// As Python writes it.
  @Override
  public String toString() {
    String comma = lengths.size() == 1 ? ",)" : ")";
    return lengths.stream().map(String::valueOf).collect(Collectors.joining(", ", "(", comma));
  }

  private static MatrixFormatException refused(String text, String wanted, Path file) {
    return MatrixFormatException.damaged(file, "shape " + OneLine.excerpt(text), wanted);
  }
}
