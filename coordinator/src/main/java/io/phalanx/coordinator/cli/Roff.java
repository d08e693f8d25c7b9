package io.phalanx.coordinator.cli;

import java.util.regex.Pattern;
import picocli.CommandLine.Model.OptionSpec;

/// Text in the notation of roff, with the macros of man(7), as it grows.
final class Roff {
  private static final Pattern SPACES = Pattern.compile("\\s+");

  /// Of a line of input, before letters are escaped.
  private static final int LENGTH_MAX = 66;

  private final StringBuilder text = new StringBuilder();

  /// An argument of a macro.
  static String quoted(String argument) {
    return '"' + escaped(argument).replace("\"", "\\(dq") + '"';
  }

  /// A line as it is, such as a macro.
  Roff line(String line) {
    text.append(line).append('\n');
    return this;
  }

  /// Begins a section.
  Roff section(String title) {
    return line(".SH " + title);
  }

  /// A paragraph; the first one of a section has no space above.
  void paragraph(String words, boolean first) {
    if (!first) {
      line(".PP");
    }
    sentence(words);
  }

  /// Words that are filled, on lines of their own.
  void sentence(String words) {
    int length = 0;
    for (String word : SPACES.split(words, -1)) {
      boolean fits = length + word.length() < LENGTH_MAX;
      raw(length == 0 ? "" : fits ? " " : "\n").text(word);
      length = fits ? length + word.length() + 1 : word.length();
    }
    end();
  }

  /// Roff as it is, within a line.
  Roff raw(String roff) {
    text.append(roff);
    return this;
  }

  /// Words as they are, within a line.
  Roff text(String words) {
    boolean begins = text.isEmpty() || text.charAt(text.length() - 1) == '\n';
    boolean looksLikeMacro = begins && (words.startsWith(".") || words.startsWith("'"));
    return raw(looksLikeMacro ? "\\&" : "").raw(escaped(words));
  }

  Roff bold(String words) {
    return raw("\\fB").raw(escaped(words)).raw("\\fR");
  }

  Roff italic(String words) {
    return raw("\\fI").raw(escaped(words)).raw("\\fR");
  }

  /// An option by its longest name, and its value.
  Roff option(OptionSpec option) {
    return bold(option.longestName()).value(option);
  }

  /// The value of an option, where it has one.
  Roff value(OptionSpec option) {
    if (option.arity().max() == 0) {
      return this;
    }
    String equals = option.longestName().startsWith("--") ? "=" : " ";
    return option.arity().min() == 0
        ? raw("[" + equals).italic(option.paramLabel()).raw("]")
        : raw(equals).italic(option.paramLabel());
  }

  /// Ends the line.
  Roff end() {
    return raw("\n");
  }

  private static String escaped(String words) {
    return words
        .replace("\\", "\\e")
        .replace("-", "\\-")
        .replace("'", "\\(aq")
        .replace("`", "\\(ga")
        .replace("^", "\\(ha")
        .replace("~", "\\(ti");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
