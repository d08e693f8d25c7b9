package io.phalanx.scripts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The README or a guide: a text for people, with commands to run (`sh` blocks) and programs
/// (`java` and `python` blocks, whose first line is a remark with the name of their file).
record Guide(Path file, String text) {
  static final Guide README = read(Distribution.SCRIPTS.resolveSibling("README.md"));

  private static final Path GUIDES = Distribution.SCRIPTS.resolve("docs");

  private static final Pattern COMMANDS = block("sh");
  private static final Pattern PROGRAM = block("java|python");
  private static final Pattern NAME = Pattern.compile("(?://|#) (\\w+\\.\\w+)\n");
  private static final Pattern LINK = Pattern.compile("]\\((?!http)([^)#]*)(?:#([^)]+))?\\)");
  private static final Pattern HEADING = Pattern.compile("^#+ (.+)$", Pattern.MULTILINE);
  private static final Pattern NOT_OF_ANCHORS = Pattern.compile("[^\\w -]");

  /// The guide of this name.
  static Guide named(String name) {
    return read(GUIDES.resolve(name));
  }

  /// The README, and then the guides.
  static List<Guide> all() throws IOException {
    List<Guide> all = new ArrayList<>(List.of(README));
    all.addAll(in(GUIDES));
    return all;
  }

  /// The texts in a folder, by name.
  static List<Guide> in(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .map(Guide::read)
          .toList();
    }
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
    return LINK.matcher(text).results().map(link -> target(link.group(1))).toList();
  }

  /// Its links to a file that is not there, or to a heading that is not in it.
  List<String> brokenLinks() {
    return LINK.matcher(text)
        .results()
        .filter(link -> !leads(target(link.group(1)), link.group(2)))
        .map(MatchResult::group)
        .toList();
  }

  private Path target(String link) {
    return link.isEmpty() ? file : file.resolveSibling(link).normalize();
  }

  private static boolean leads(Path target, @Nullable String anchor) {
    return Files.exists(target) && (anchor == null || read(target).anchors().contains(anchor));
  }

  /// What links name its headings by.
  private Set<String> anchors() {
    return HEADING
        .matcher(text)
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> NOT_OF_ANCHORS.matcher(heading).replaceAll("").replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  private static Pattern block(String kinds) {
    return Pattern.compile("^```(?:" + kinds + ")\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
  }

  /// The text in a file.
  static Guide read(Path file) {
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
