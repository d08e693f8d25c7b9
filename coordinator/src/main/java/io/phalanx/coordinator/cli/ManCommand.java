package io.phalanx.coordinator.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `phalanx man`.
@Command(
    name = "man",
    description = {
      "Prints the manual page of a command, for man -l.",
      "The distribution has all of them in share/man, where man finds them once its bin is on PATH."
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Examples:", "  phalanx man run | man -l -", "  phalanx man --to man1"})
final class ManCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description = "Write the pages of all commands into this folder instead.")
  private @Nullable Path folder;

  @Option(names = "--date", paramLabel = "DATE", description = "The date of the pages.")
  private String date = "";

  @Parameters(
      paramLabel = "COMMAND",
      arity = "0..*",
      description = "The words of the command (default: phalanx itself).")
  private List<String> words = List.of();

  @Override
  public Integer call() {
    CommandLine phalanx = PhalanxCli.commandLine();
    if (folder != null) {
      writeAll(phalanx, folder);
    } else {
      spec.commandLine().getOut().print(new ManPage(named(phalanx).getCommandSpec(), date).text());
      spec.commandLine().getOut().flush();
    }
    return PhalanxCli.DONE;
  }

  private CommandLine named(CommandLine phalanx) {
    CommandLine command = phalanx;
    for (String word : words) {
      command = command.getSubcommands().get(word);
      if (command == null) {
        throw new IllegalArgumentException(
            "no such command: command=" + String.join(" ", words) + "; see phalanx --help");
      }
    }
    return command;
  }

  private void writeAll(CommandLine command, Path target) {
    ManPage page = new ManPage(command.getCommandSpec(), date);
    try {
      Files.createDirectories(target);
      Files.writeString(target.resolve(page.name() + ".1"), page.text());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write: folder=" + target + ", cause=" + e, e);
    }
    command.getSubcommands().values().forEach(child -> writeAll(child, target));
  }
}
