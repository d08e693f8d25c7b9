package io.phalanx.shared.matrix;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;

/// Recognises by its first bytes what a file that is no `.npy` file is instead.
final class ForeignFile {
  /// How many first bytes are looked at.
  static final int LOOK_BYTES = 512;

  private static final int SHOWN_BYTES = 8;

  private ForeignFile() {}

  /// Why a file that begins with these bytes is refused, and what makes a matrix of it.
  static MatrixFormatException refused(byte[] first, Path file) {
    String start = new String(first, StandardCharsets.ISO_8859_1);
    String path = file.toAbsolutePath().toString();
    String literal = OneLine.pythonLiteral(path);
    if (start.startsWith("PK\u0003\u0004") || start.startsWith("PK\u0005\u0006")) {
      return refused(
          file,
          "a zip archive, perhaps .npz",
          python(path, "(lambda z: z[z.files[0]])(numpy.load(" + literal + "))"));
    }
    if (start.startsWith("\u0089HDF\r\n\u001a\n")) {
      return refused(
          file, "an HDF5 file", python(path, "h5py.File(" + literal + ")[\"DATASET\"][:]"));
    }
    if (start.startsWith("\u001f\u008b")) {
      return refused(file, "a gzip file", "unpack it first with gunzip");
    }
    if (isText(first)) {
      return refused(
          file,
          "text: " + OneLine.excerpt(start.lines().findFirst().orElse("")),
          "if it is CSV, " + python(path, "numpy.loadtxt(" + literal + ", delimiter=\",\")"));
    }
    byte[] shown = Arrays.copyOf(first, Math.min(first.length, SHOWN_BYTES));
    return refused(
        file,
        "first bytes " + HexFormat.of().formatHex(shown) + ", not those of .npy (934e554d5059)",
        "make it with numpy.save");
  }

  private static String python(String path, String array) {
    return "convert it in Python: " + Conversion.save(path, "-npy", array);
  }

  private static boolean isText(byte[] first) {
    for (byte b : first) {
      boolean control = b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t';
      if (control || b == 0x7F) {
        return false;
      }
    }
    // The look may end within a character; anything else undecodable is no text.
    int undecodable = new String(first, StandardCharsets.UTF_8).indexOf('\uFFFD');
    return undecodable < 0 || undecodable > LOOK_BYTES - 4;
  }

  private static MatrixFormatException refused(Path file, String found, String advice) {
    return new MatrixFormatException(file, found, MatrixFormatException.WANTED, advice);
  }
}
