package io.phalanx.coordinator.process;

import io.phalanx.coordinator.config.Configuration;
import io.phalanx.coordinator.config.Times;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.config.ClusterSettings;
import io.phalanx.shared.config.OwnerMark;
import io.phalanx.shared.config.OwnerOnly;
import io.phalanx.shared.lifecycle.PhalanxException;
import io.phalanx.shared.lifecycle.PhalanxException.Category;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Starts a coordinator in the background: a process of its own that outlives this one and its
/// terminal.
///
/// @param distribution the installed program
/// @param directory the cluster
public record DetachedStart(Distribution distribution, ClusterDirectory directory) {
  private static final long START_MS = 30_000;
  private static final long POLL_MS = 2;

  /// Leaves the terminal: in a session of its own, where there is a setsid, and else deaf to its
  /// hang-up and Ctrl-C.
  private static final String LEAVING_TERMINAL =
      "trap '' HUP INT; command -v setsid >/dev/null && exec setsid \"$0\" \"$@\"; exec \"$0\" \"$@\"";

  /// Starts one with these settings, whatever environment and file say.
  ///
  /// @param keepMs how long it stays without a job, in ms; 0 until it is stopped
  /// @throws PhalanxException if it ends instead, with what it said
  public void start(ClusterSettings settings, long keepMs) {
    List<String> arguments = new ArrayList<>(List.of("--dir", directory.root().toString()));
    arguments.addAll(Configuration.flags(settings));
    arguments.add("--keep-alive=" + Times.format(keepMs));
    start(arguments);
  }

  /// Starts it and waits until it owns the directory.
  ///
  /// @param arguments of `phalanx start`
  /// @throws PhalanxException if it ends instead, with what it said
  public void start(List<String> arguments) {
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", LEAVING_TERMINAL));
    command.addAll(distribution.startCommand(arguments));
    try {
      // Of its own: another one may be starting a cluster here at the same time.
      Path said = Files.createTempFile(directory.logs(), "coordinator-", ".out");
      OwnerOnly.restrict(said);
      Process process =
          new ProcessBuilder(command)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
      if (awaitOwned(process, said)) {
        Files.move(said, directory.out("coordinator"), StandardCopyOption.REPLACE_EXISTING);
      } else {
        String words = Files.readString(said).strip().replaceFirst("^phalanx: ", "");
        Files.delete(said);
        throw new PhalanxException(Category.FATAL, words.isEmpty() ? "it ended at once" : words);
      }
    } catch (IOException e) {
      throw new PhalanxException(
          Category.FATAL, "cannot start a coordinator: cause=" + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// @return false if it has ended instead
  private boolean awaitOwned(Process process, Path said) throws InterruptedException {
    long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(START_MS);
    while (!owns(process)) {
      if (process.waitFor(POLL_MS, TimeUnit.MILLISECONDS)) {
        return false;
      }
      if (System.nanoTime() - deadlineNs > 0) {
        process.destroy();
        throw new PhalanxException(
            Category.FATAL,
            "the coordinator does not start: waitedMs=" + START_MS + ", see " + said);
      }
    }
    return true;
  }

  private boolean owns(Process process) {
    return OwnerMark.read(directory.mark())
        .filter(mark -> mark.process().pid() == process.pid())
        .isPresent();
  }
}
