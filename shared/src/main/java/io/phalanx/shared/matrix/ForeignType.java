package io.phalanx.shared.matrix;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An element type of NumPy that is not a [DType]: what people call it, and how Python makes a
/// [DType] of it.
///
/// @param name for people, with the header's own word in brackets
/// @param selection Python after the loaded array that picks the numbers: `["x"]`, `.real` or
///   nothing
/// @param target what to convert to; null where no conversion can be told
/// @param pickled loading it runs code that the file brings
record ForeignType(String name, String selection, @Nullable DType target, boolean pickled) {
  private static final Pattern SIMPLE =
      Pattern.compile("(['\"])([<>=|]?)([a-zA-Z?])([0-9]{0,9})(\\[[0-9a-zA-Z]{1,16}])?\\1");
  private static final Pattern FIRST_FIELD =
      Pattern.compile("\\[\\s*\\(\\s*(?:'([^'\"\\\\]+)'|\"([^'\"\\\\]+)\")");
  private static final Map<String, String> FAMILIES =
      Map.of(
          "f", "float", "i", "int", "u", "uint", "c", "complex", "M", "datetime", "m", "timedelta");

  /// @param descr the value in the header's dict, text of Python
  static ForeignType of(String descr) {
    String word = " (" + OneLine.excerpt(descr) + ")";
    if (descr.startsWith("[") || descr.startsWith("(")) {
      return structured(descr, word);
    }
    Matcher simple = SIMPLE.matcher(descr);
    if (!simple.matches()) {
      return new ForeignType("unknown dtype" + word, "", null, false);
    }
    String order = simple.group(2);
    String kind = simple.group(3);
    int bytes = simple.group(4).isEmpty() ? 0 : Integer.parseInt(simple.group(4));
    return switch (kind) {
      case "f", "i", "u", "c", "M", "m" -> number(kind, bytes, order, word);
      case "b", "?" -> new ForeignType("bool" + word, "", DType.UINT8, false);
      case "O" -> new ForeignType("Python objects" + word, "", DType.FLOAT64, true);
      case "U", "S", "a" -> new ForeignType("text" + word, "", DType.FLOAT64, false);
      case "V" -> new ForeignType("raw bytes" + word, "", null, false);
      default -> new ForeignType("unknown dtype" + word, "", null, false);
    };
  }

  private static ForeignType structured(String descr, String word) {
    Matcher field = FIRST_FIELD.matcher(descr);
    if (!field.lookingAt()) {
      return new ForeignType("structured dtype" + word, "", null, false);
    }
    String name = field.group(1) != null ? field.group(1) : field.group(2);
    String selection = "[" + OneLine.pythonLiteral(name) + "]";
    return new ForeignType("structured dtype" + word, selection, DType.FLOAT64, false);
  }

  private static ForeignType number(String kind, int bytes, String order, String word) {
    String endian = order.equals(">") && bytes > 1 ? "big-endian " : "";
    String unclear = order.isEmpty() || order.equals("=") ? " of unknown byte order" : "";
    String bits = bytes == 0 ? "" : String.valueOf(8L * bytes);
    String name = endian + FAMILIES.get(kind) + bits + unclear + word;
    return new ForeignType(name, kind.equals("c") ? ".real" : "", target(kind, bytes), false);
  }

  /// The smallest type that holds every value; float64 rounds those of uint64 and longdouble.
  private static DType target(String kind, int bytes) {
    return switch (kind) {
      case "f" -> bytes <= 4 ? DType.FLOAT32 : DType.FLOAT64;
      case "i" -> bytes <= 4 ? DType.INT32 : DType.INT64;
      case "u" -> bytes == 1 ? DType.UINT8 : bytes == 2 ? DType.INT32 : unsigned(bytes);
      case "c" -> bytes <= 8 ? DType.FLOAT32 : DType.FLOAT64;
      default -> DType.INT64;
    };
  }

  private static DType unsigned(int bytes) {
    return bytes == 4 ? DType.INT64 : DType.FLOAT64;
  }
}
