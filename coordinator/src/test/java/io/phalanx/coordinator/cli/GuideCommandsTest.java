package io.phalanx.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/// What README, guides and the examples in `--help` say of commands agrees with the commands, from
/// which help, completion and the man page are made.
class GuideCommandsTest {
  private static final Path ROOT = Path.of("..");

  /// A command line: on a line of a block, or quoted in a sentence.
  private static final Pattern COMMAND_LINE =
      Pattern.compile(
          "(?:^|`|\\()(?:[A-Z_]+=\\S+ )*(?:launch-scripts/)?phalanx ([a-z][^`\n#|;&>)$]*)",
          Pattern.MULTILINE);

  private static final Pattern QUOTED = Pattern.compile("'[^'\n]*'|\"(?:\\\\.|[^\"\n])*\"");
  private static final Pattern WORD = Pattern.compile("[a-z][a-z-]*");

  private final CommandLine phalanx = PhalanxCli.commandLine();

  @Test
  void shouldSayNothingThatCommandsDoNotKnow() throws IOException {
    for (Path guide : guides()) {
      for (String line : commandLines(Files.readString(guide))) {
        assertThat(unknown(line)).as("%s: phalanx %s", guide, line).isEmpty();
      }
    }
  }

  @Test
  void shouldGiveExamplesThatAreUnderstood() {
    for (CommandLine command : all(phalanx)) {
      String[] footer = command.getCommandSpec().usageMessage().footer();
      String examples = String.join("\n", footer).indent(-2);
      for (String line : commandLines(examples)) {
        assertThat(unknown(line)).as("phalanx %s", line).isEmpty();
      }
    }
  }

  @Test
  void shouldMentionEveryCommand() throws IOException {
    Set<String> mentioned = new HashSet<>();
    for (Path guide : guides()) {
      commandLines(Files.readString(guide)).forEach(line -> mentioned.add(nameOf(line)));
    }
    assertThat(mentioned).isNotEmpty();
    for (CommandLine command : all(phalanx)) {
      boolean isGroup = !(command.getCommand() instanceof Callable);
      String name = command.getCommandSpec().qualifiedName().replaceFirst("phalanx ?", "");
      if (!isGroup && !name.equals("help")) {
        assertThat(mentioned).as("commands in README and guides").contains(name);
      }
    }
  }

  private static List<Path> guides() throws IOException {
    List<Path> guides =
        new ArrayList<>(
            List.of(
                ROOT.resolve("README.md"),
                ROOT.resolve("launch-scripts/src/main/assembly/README.md")));
    try (Stream<Path> files = Files.list(ROOT.resolve("launch-scripts/docs"))) {
      files.filter(file -> file.toString().endsWith(".md")).forEach(guides::add);
    }
    return guides;
  }

  private static List<String> commandLines(String text) {
    return COMMAND_LINE
        .matcher(QUOTED.matcher(text).replaceAll("TEXT"))
        .results()
        .map(line -> line.group(1).strip())
        .toList();
  }

  /// Words of a command line that name no command and no option.
  private List<String> unknown(String line) {
    CommandLine command = commandOf(line);
    List<String> unknown = new ArrayList<>();
    if (command.getCommandSpec().qualifiedName().equals("phalanx")) {
      unknown.add(line);
    }
    for (String word : line.split("\\s+", -1)) {
      String option = word.replaceFirst("=.*", "");
      if (option.startsWith("-")
          && !option.matches("-+")
          && command.getCommandSpec().findOption(option) == null) {
        unknown.add(word);
      }
    }
    return unknown;
  }

  private String nameOf(String line) {
    return commandOf(line).getCommandSpec().qualifiedName().replaceFirst("phalanx ?", "");
  }

  /// The command that the first words name.
  private CommandLine commandOf(String line) {
    CommandLine command = phalanx;
    for (String word : line.split("\\s+", -1)) {
      CommandLine next = WORD.matcher(word).matches() ? command.getSubcommands().get(word) : null;
      if (next == null) {
        return command;
      }
      command = next;
    }
    return command;
  }

  private static List<CommandLine> all(CommandLine command) {
    List<CommandLine> all = new ArrayList<>();
    for (CommandLine next : command.getSubcommands().values()) {
      all.add(next);
      all.addAll(all(next));
    }
    return all;
  }
}
