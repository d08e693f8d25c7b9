package io.phalanx.shared.kernel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One parameter of an operation, as written `--param name=value`.
///
/// @param name what users type
/// @param type how the text is read
/// @param fallback the value when none is given; null where one must be given
/// @param choices allowed words of a [Type#WORD] parameter, otherwise empty
/// @param meaning one line for people
public record Parameter(
    String name, Type type, @Nullable String fallback, List<String> choices, String meaning) {
  /// How the text of a parameter is read.
  public enum Type {
    /// A float64, NaN and infinities included.
    NUMBER,
    /// A whole number of 64 bits.
    INTEGER,
    /// One of a list of words.
    WORD
  }

  /// A float64 that must be given where `fallback` is null.
  public static Parameter number(String name, @Nullable String fallback, String meaning) {
    return new Parameter(name, Type.NUMBER, fallback, List.of(), meaning);
  }

  /// A whole number.
  public static Parameter integer(String name, @Nullable String fallback, String meaning) {
    return new Parameter(name, Type.INTEGER, fallback, List.of(), meaning);
  }

  /// One of some words, the first being the default.
  public static Parameter word(String name, List<String> choices, String meaning) {
    return new Parameter(name, Type.WORD, choices.getFirst(), choices, meaning);
  }

  void check(String text) {
    switch (type) {
      case NUMBER -> Double.parseDouble(text);
      case INTEGER -> Long.parseLong(text);
      case WORD -> {
        if (!choices.contains(text)) {
          throw new IllegalArgumentException("not one of " + choices);
        }
      }
    }
  }
}
