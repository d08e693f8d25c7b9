package io.phalanx.coordinator.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VariableTest {
  private static final Path SCRIPTS = Path.of("../launch-scripts");
  private static final Pattern NAME = Pattern.compile("\\bPHALANX_[A-Z_]*[A-Z]\\b");

  @Test
  void shouldStandInTheGuideAsTheyAre() throws IOException {
    String table =
        Arrays.stream(Variable.values())
            .map(variable -> "| `" + variable.variable() + "` | " + variable.meaning() + " |\n")
            .collect(Collectors.joining("", "| Variable | Meaning |\n|---|---|\n", ""));

    assertThat(Files.readString(SCRIPTS.resolve("docs/configuration.md"))).endsWith(table);
  }

  /// Scripts read some, and no compiler sees which.
  @Test
  void shouldBeAllThatSourcesName() throws IOException {
    Set<String> known =
        Stream.concat(
                Arrays.stream(Variable.values()).map(Variable::variable),
                Arrays.stream(Setting.values()).map(Setting::variable))
            .filter(name -> name.startsWith("PHALANX_"))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> named = new TreeSet<>();
    for (Path source : sources()) {
      // Some are no text; bytes as they are then.
      String text = Files.readString(source, StandardCharsets.ISO_8859_1);
      NAME.matcher(text).results().map(MatchResult::group).forEach(named::add);
    }

    assertThat(named).isSubsetOf(known).contains("PHALANX_DIR", "PHALANX_JDK_ROOTS");
  }

  /// The scripts, and what is packed into jars.
  private static List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    try (Stream<Path> scripts = Files.list(SCRIPTS)) {
      scripts.filter(Files::isRegularFile).forEach(sources::add);
    }
    for (String folder : List.of("../shared/src/main", "../worker/src/main", "src/main")) {
      try (Stream<Path> files = Files.walk(Path.of(folder))) {
        files.filter(Files::isRegularFile).forEach(sources::add);
      }
    }
    return sources;
  }
}
