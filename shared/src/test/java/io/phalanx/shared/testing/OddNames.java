package io.phalanx.shared.testing;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// Names of files that bring out careless quoting and encoding.
public final class OddNames {
  private OddNames() {}

  /// A name with blanks, quotes and signs, and letters beyond ASCII where the locale has them.
  public static String of(String plain) {
    String odd = plain + " b+%41\"'$";
    try {
      return String.valueOf(Path.of(odd + "\u00e4\u20ac").getFileName());
    } catch (InvalidPathException e) {
      return odd; // in the C locale Java knows no other letters
    }
  }
}
