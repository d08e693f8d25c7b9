package io.phalanx.scripts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The README or a guide: a text for people, with commands to run (`sh` blocks) and programs
/// (`java` and `python` blocks, whose first line is a remark with the name of their file).
record Guide(Path file, String text) {
  static final Guide README = read(Distribution.SCRIPTS.resolveSibling("README.md"));

  private static final Pattern COMMANDS = block("sh");
  private static final Pattern PROGRAM = block("java|python");
  private static final Pattern NAME = Pattern.compile("(?://|#) (\\w+\\.\\w+)\n");
  private static final Pattern LINK = Pattern.compile("]\\((?!http)([^)#]+)\\)");

  /// The guide of this name.
  static Guide named(String name) {
    return read(Distribution.SCRIPTS.resolve("docs").resolve(name));
  }

  /// The README, and then the guides.
  static List<Guide> all() throws IOException {
    List<Guide> all = new ArrayList<>(List.of(README));
    try (Stream<Path> files = Files.list(Distribution.SCRIPTS.resolve("docs"))) {
      files
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .map(Guide::read)
          .forEach(all::add);
    }
    return all;
  }

  /// Its commands, a script.
  String commands() {
    return COMMANDS
        .matcher(text)
        .results()
        .map(block -> block.group(1))
        .collect(Collectors.joining());
  }

  /// Its programs.
  List<String> programs() {
    return PROGRAM.matcher(text).results().map(block -> block.group(1)).toList();
  }

  /// The name of the file that a program is to be in; empty if it does not say.
  static String nameOf(String program) {
    var name = NAME.matcher(program);
    return name.lookingAt() ? name.group(1) : "";
  }

  void saveProgramsIn(Path folder) throws IOException {
    for (String program : programs()) {
      if (!nameOf(program).isEmpty()) {
        Files.writeString(folder.resolve(nameOf(program)), program);
      }
    }
  }

  /// The files that it points to.
  List<Path> links() {
    return LINK.matcher(text)
        .results()
        .map(link -> file.resolveSibling(link.group(1)).normalize())
        .toList();
  }

  private static Pattern block(String kinds) {
    return Pattern.compile("^```(?:" + kinds + ")\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
  }

  private static Guide read(Path file) {
    try {
      return new Guide(file, Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return file.getFileName().toString();
  }
}
