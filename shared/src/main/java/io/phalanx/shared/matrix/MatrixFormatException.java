package io.phalanx.shared.matrix;

import java.nio.file.Path;

/// A file that cannot serve as a matrix: bad input, the caller's fault.
///
/// The message is one line that names the file, what was found, what was wanted, and what to try,
/// where possible a line of Python that makes a usable file of this one.
public final class MatrixFormatException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /// What Phalanx reads.
  static final String WANTED =
      "a .npy file of 1 or 2 dimensions in C order with dtype <f8, <f4, <i8, <i4 or |u1";

  MatrixFormatException(Path file, String found, String wanted, String advice) {
    super(
        "cannot read matrix: file="
            + OneLine.of(file.toAbsolutePath().toString())
            + ", found="
            + found
            + ", wanted="
            + wanted
            + "; "
            + advice);
  }

  /// Refuses a file that no conversion can help.
  static MatrixFormatException damaged(Path file, String found, String wanted) {
    String advice =
        "the file is damaged or was not written by NumPy: make it again with numpy.save";
    return new MatrixFormatException(file, found, wanted, advice);
  }
}
