package io.phalanx.coordinator.cli;

import io.phalanx.coordinator.Coordinator;
import io.phalanx.coordinator.config.Setting;
import io.phalanx.coordinator.config.Variable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// The page of one command for `man`, in the macros of man(7), from what its `--help` is made of.
///
/// @param spec the command
/// @param date of the page, such as `2026-01-31`; may be empty
record ManPage(CommandSpec spec, String date) {
  private static final String EXAMPLES = "Examples:";

  /// What holds for every command, said once on the page of phalanx itself.
  private static final String OF_ALL =
      """
      .SH FILES
      .TP
      .I ~/.phalanx/default
      The cluster's directory: who owns it, jobs, tasks, messages, logs.
      .TP
      .I ~/.cache/phalanx
      Caches of loaded classes, which may be deleted at any time.
      .SH EXIT STATUS
      .TP
      .B 0
      Done.
      .TP
      .B 1
      Failed.
      .TP
      .B 2
      Wrong usage, or bad input.
      """;

  /// The name of the page, such as `phalanx-task-submit`.
  String name() {
    return spec.qualifiedName("-");
  }

  /// The page.
  String text() {
    Roff page = new Roff();
    String title = name().toUpperCase(Locale.ROOT);
    page.line(
        ".TH "
            + Roff.quoted(title)
            + " 1 "
            + '"'
            + date
            + '"'
            + " "
            + Roff.quoted("phalanx " + Coordinator.VERSION)
            + " "
            + Roff.quoted("Phalanx"));
    addName(page);
    addSynopsis(page);
    addDescription(page);
    addArguments(page);
    addCommands(page);
    if (spec.parent() == null) {
      addEnvironment(page);
      page.line(OF_ALL.stripTrailing().replace("-", "\\-").replace("~", "\\(ti"));
    }
    addExamples(page);
    addNeighbours(page);
    return page.toString();
  }

  private void addName(Roff page) {
    String sentence = about(spec).getFirst().replaceFirst("[.:](\\s.*)?$", "");
    page.section("NAME").text(name()).raw(" \\- ").text(sentence).end();
  }

  private void addSynopsis(Roff page) {
    page.section("SYNOPSIS").line(".nh").line(".ad l");
    page.bold(spec.qualifiedName());
    for (OptionSpec option : options()) {
      page.raw(" [").option(option).raw(option.isMultiValue() ? "]..." : "]");
    }
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      boolean optional = parameter.arity().min() == 0;
      boolean several = parameter.index().max() == Integer.MAX_VALUE;
      page.raw(optional ? " [" : " ").italic(parameter.paramLabel());
      page.raw((several ? "..." : "") + (optional ? "]" : ""));
    }
    if (!spec.subcommands().isEmpty()) {
      page.raw(" ").italic("COMMAND").raw(" ...");
    }
    page.end().line(".ad b").line(".hy");
  }

  private void addDescription(Roff page) {
    page.section("DESCRIPTION");
    boolean first = true;
    for (String paragraph : about(spec)) {
      page.paragraph(paragraph, first);
      first = false;
    }
    for (String note : footer().takeWhile(line -> !line.equals(EXAMPLES)).toList()) {
      if (!note.isBlank()) {
        page.paragraph(note, first);
        first = false;
      }
    }
  }

  private void addArguments(Roff page) {
    page.section("OPTIONS");
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      page.line(".TP").italic(parameter.paramLabel()).end();
      describe(page, parameter);
    }
    for (OptionSpec option : options()) {
      page.line(".TP");
      String separator = "";
      for (String name : option.names()) {
        page.raw(separator).bold(name);
        separator = ", ";
      }
      page.value(option).end();
      describe(page, option);
    }
  }

  private static void describe(Roff page, ArgSpec argument) {
    page.sentence(String.join(" ", argument.description()));
  }

  private void addCommands(Roff page) {
    if (spec.subcommands().isEmpty()) {
      return;
    }
    page.section("COMMANDS");
    spec.subcommands()
        .values()
        .forEach(command -> {
          CommandSpec child = command.getCommandSpec();
          page.line(".TP").bold(child.qualifiedName("-")).raw("(1)").end();
          page.sentence(about(child).getFirst());
        });
  }

  private static void addEnvironment(Roff page) {
    page.section("ENVIRONMENT");
    for (Variable variable : Variable.values()) {
      addVariable(page, variable.variable(), variable.meaning());
    }
    for (Setting setting : Setting.values()) {
      addVariable(page, setting.variable(), "setting " + setting.key() + ": " + setting.meaning());
    }
  }

  private static void addVariable(Roff page, String name, String meaning) {
    page.line(".TP").bold(name).end();
    page.sentence(meaning.substring(0, 1).toUpperCase(Locale.ROOT) + meaning.substring(1) + ".");
  }

  private void addExamples(Roff page) {
    List<String> examples =
        footer().dropWhile(line -> !line.equals(EXAMPLES)).skip(1).map(String::strip).toList();
    if (!examples.isEmpty()) {
      page.section("EXAMPLES").line(".EX");
      examples.forEach(example -> page.text(example).end());
      page.line(".EE");
    }
  }

  private void addNeighbours(Roff page) {
    if (spec.parent() != null) {
      page.section("SEE ALSO").bold(spec.parent().qualifiedName("-")).raw("(1)").end();
    }
  }

  /// Paragraphs on what a command is for; picocli's own command, help, has the first as a header.
  private static List<String> about(CommandSpec command) {
    return Stream.of(command.usageMessage().header(), command.usageMessage().description())
        .flatMap(Arrays::stream)
        .map(paragraph -> paragraph.replace("%n", " ").strip())
        .toList();
  }

  private Stream<String> footer() {
    return Arrays.stream(spec.usageMessage().footer());
  }

  private List<OptionSpec> options() {
    return spec.options().stream()
        .filter(option -> !option.hidden())
        .sorted(Comparator.comparing(OptionSpec::longestName))
        .toList();
  }
}
