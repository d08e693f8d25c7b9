package io.phalanx.shared.matrix;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Takes a header's dict apart, in Python literal syntax as NumPy writes it, without ever
/// evaluating it.
///
/// ```text
/// dict  = "{" [entry {"," entry} [","]] "}"
/// entry = string ":" value
/// value = anything up to the next "," or "}" outside brackets and quotes
/// ```
///
/// Blanks and line ends may stand between any two of these and after the end; nothing else may.
final class NpyDictParser {
  private static final List<String> KEYS = List.of("descr", "fortran_order", "shape");
  private static final int DEPTH_MAX = 32;

  /// What [#peek] gives at the end. In the text itself this character is always a syntax error.
  private static final char END = '\0';

  private final String text;
  private final Path file;
  private int next;

  private NpyDictParser(String text, Path file) {
    this.text = text;
    this.file = file;
  }

  /// @throws MatrixFormatException if the text is anything but a dict of exactly the three keys
  static NpyDict parse(String text, Path file) {
    return new NpyDictParser(text, file).dict();
  }

  private NpyDict dict() {
    Map<String, String> values = new LinkedHashMap<>();
    expect('{');
    while (peek() != '}') {
      String key = key();
      expect(':');
      if (values.put(key, value()) != null) {
        throw refused("key '" + OneLine.excerpt(key) + "' twice in the header");
      }
      if (peek() != '}') {
        expect(',');
      }
    }
    expect('}');
    skipBlanks();
    if (next < text.length()) {
      throw refused("text after the header's dict: " + OneLine.excerpt(text.substring(next)));
    }
    return new NpyDict(take(values, "descr"), take(values, "fortran_order"), take(values, "shape"));
  }

  private String take(Map<String, String> values, String key) {
    String value = values.get(key);
    if (value == null) {
      throw refused("header without the key '" + key + "'");
    }
    return value;
  }

  private String key() {
    char quote = peek();
    if (quote != '\'' && quote != '"') {
      throw syntax();
    }
    int first = next;
    skipString();
    String key = text.substring(first + 1, next - 1);
    if (!KEYS.contains(key)) {
      throw refused("unknown key '" + OneLine.excerpt(key) + "' in the header");
    }
    return key;
  }

  private String value() {
    int first = next;
    StringBuilder closers = new StringBuilder();
    while (true) {
      char c = peek();
      int depth = closers.length();
      if (depth == 0 && (c == ',' || c == '}')) {
        String value = text.substring(first, next).strip();
        if (value.isEmpty()) {
          throw syntax();
        }
        return value;
      }
      switch (c) {
        case '\'', '"' -> skipString();
        case '(', '[', '{' -> {
          closers.append(c == '(' ? ')' : c == '[' ? ']' : '}');
          next++;
        }
        case ')', ']', '}' -> {
          if (depth == 0 || closers.charAt(depth - 1) != c) {
            throw syntax();
          }
          closers.setLength(depth - 1);
          next++;
        }
        case END -> throw syntax();
        default -> next++;
      }
      if (closers.length() > DEPTH_MAX) {
        throw syntax();
      }
    }
  }

  /// Moves behind the string that starts here.
  private void skipString() {
    char quote = text.charAt(next);
    for (next++; next < text.length(); next++) {
      char c = text.charAt(next);
      if (c == quote) {
        next++;
        return;
      }
      if (c == '\\') {
        next++;
      }
    }
    next = text.length();
    throw syntax();
  }

  private void skipBlanks() {
    while (next < text.length() && " \t\r\n".indexOf(text.charAt(next)) >= 0) {
      next++;
    }
  }

  /// The next character that is no blank, or [#END].
  private char peek() {
    skipBlanks();
    return next < text.length() ? text.charAt(next) : END;
  }

  private void expect(char wanted) {
    if (peek() != wanted) {
      throw syntax();
    }
    next++;
  }

  private MatrixFormatException syntax() {
    return refused(
        "header that is no dict as NumPy writes it, at character "
            + next
            + " of: "
            + OneLine.excerpt(text));
  }

  private MatrixFormatException refused(String found) {
    return MatrixFormatException.damaged(file, found, "a dict of descr, fortran_order and shape");
  }
}
