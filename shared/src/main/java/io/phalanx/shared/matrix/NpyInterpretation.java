package io.phalanx.shared.matrix;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a header's dict means for a matrix: a [NpyHeader], or the reasons why the file cannot
/// serve, all of them at once, with one line of Python that mends them all.
///
/// @param file the file, for messages
/// @param fileSize its size in bytes
/// @param version major version of the format
/// @param dataOffset where the data starts
record NpyInterpretation(Path file, long fileSize, int version, long dataOffset) {
  /// @throws MatrixFormatException if the file cannot serve as a matrix
  NpyHeader header(NpyDict dict) {
    NpyShape shape = NpyShape.parse(dict.shape(), file);
    DType dtype = dtype(dict.descr());
    requireFits(dtype == null ? DType.UINT8 : dtype, shape);
    boolean reorder = isFortran(dict.fortranOrder()) && !shape.isOneWide();
    if (dtype == null || reorder || shape.dimensions() < 1 || shape.dimensions() > 2) {
      ForeignType foreign = dtype == null ? ForeignType.of(dict.descr()) : null;
      throw convertible(foreign, shape, reorder);
    }
    requireData(dtype, shape);
    boolean oneDimensional = shape.dimensions() == 1;
    return new NpyHeader(dtype, shape.rows(), shape.cols(), oneDimensional, version, dataOffset);
  }

  private static @Nullable DType dtype(String descr) {
    String word = descr.replace('"', '\'');
    for (DType dtype : DType.values()) {
      if (word.equals("'" + dtype.descr() + "'")) {
        return dtype;
      }
    }
    return word.equals("'u1'") ? DType.UINT8 : null;
  }

  private boolean isFortran(String value) {
    return switch (value) {
      case "True" -> true;
      case "False" -> false;
      default -> throw refused("fortran_order " + OneLine.excerpt(value), "True or False");
    };
  }

  private void requireFits(DType dtype, NpyShape shape) {
    if (!NpyHeader.fits(dtype, shape.rows(), shape.cols(), dataOffset)) {
      throw refused("shape " + shape + " of " + dtype.label(), "less than 2^63 bytes");
    }
  }

  private void requireData(DType dtype, NpyShape shape) {
    if (dataOffset % dtype.bytes() != 0) {
      throw new MatrixFormatException(
          file,
          "data at byte " + dataOffset,
          "a multiple of " + dtype.bytes(),
          Conversion.of(file, null, shape, false));
    }
    long fileBytes = dataOffset + shape.rows() * shape.cols() * dtype.bytes();
    if (fileSize < fileBytes) {
      throw refused(
          "truncated data: fileBytes=" + fileSize,
          "at least " + fileBytes + " bytes for shape " + shape + " of " + dtype.label());
    }
  }

  private MatrixFormatException convertible(
      @Nullable ForeignType foreign, NpyShape shape, boolean reorder) {
    List<String> found = new ArrayList<>();
    if (foreign != null) {
      found.add(foreign.name());
    }
    if (reorder) {
      found.add("Fortran order");
    }
    if (shape.dimensions() == 0) {
      found.add("no dimension, shape ()");
    } else if (shape.dimensions() > 2) {
      found.add(shape.dimensions() + " dimensions, shape " + shape);
    }
    return new MatrixFormatException(
        file,
        String.join(" and ", found),
        MatrixFormatException.WANTED,
        Conversion.of(file, foreign, shape, reorder));
  }

  private MatrixFormatException refused(String found, String wanted) {
    return MatrixFormatException.damaged(file, found, wanted);
  }
}
