package io.phalanx.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.phalanx.shared.config.ClusterDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogsCommandTest {
  @TempDir private Path folder;
  private ClusterDirectory directory;

  @BeforeEach
  void makeDirectory() {
    directory = new ClusterDirectory(folder.resolve("c 1")).create();
  }

  @Test
  void shouldPrintLastLinesOfCoordinatorByDefault() throws IOException {
    write("coordinator.log", "one\ntwo\nthree\n");

    assertThat(logs().out()).isEqualTo("one\ntwo\nthree\n");
    assertThat(logs("-n", 2).out()).isEqualTo("two\nthree\n");
    assertThat(logs("-n", 0).out()).isEmpty();
  }

  @Test
  void shouldReachIntoRotatedLogWhenLinesAreMissing() throws IOException {
    write("worker-0.log.1", "one\ntwo\n");
    write("worker-0.log", "three\n");

    assertThat(logs("worker-0", "-n", 2).out()).isEqualTo("two\nthree\n");
    assertThat(logs("worker-0", "-n", 1).out()).isEqualTo("three\n");
    assertThat(logs("worker-0").out()).isEqualTo("one\ntwo\nthree\n");
  }

  @Test
  void shouldShowWhatProcessPrintedBesideItsLog() throws IOException {
    write("worker-0.log", "one\n");
    write("worker-0.out", "# A fatal error\n# SIGSEGV");
    write("worker-1.log", "one\n");
    write("worker-1.out", "");

    assertThat(logs("worker-0", "-n", 1).out()).isEqualTo("one\n-- worker-0.out --\n# SIGSEGV\n");
    assertThat(logs("worker-1").out()).isEqualTo("one\n");
  }

  @Test
  void shouldMergeByTimeAndKeepStackTracesTogether() throws IOException {
    write(
        "coordinator.log",
        "2026-01-01T10:00:00.100Z INFO a\n2026-01-01T10:00:00.300Z ERROR b\n\tat x\n\tat y\n");
    write("worker-10.log", "2026-01-01T11:00:00.200+01:00 INFO c\n");
    write("worker-2.log", "2026-01-01T10:00:00.300Z INFO d\n");

    assertThat(logs("--all").out().lines())
        .containsExactly(
            "coordinator  2026-01-01T10:00:00.100Z INFO a",
            "worker-10    2026-01-01T11:00:00.200+01:00 INFO c",
            "coordinator  2026-01-01T10:00:00.300Z ERROR b",
            "coordinator  \tat x",
            "coordinator  \tat y",
            "worker-2     2026-01-01T10:00:00.300Z INFO d");
    assertThat(logs("--all", "-n", 1).out()).startsWith("worker-2 ").hasLineCount(1);
  }

  @Test
  void shouldMergeNamedProcesses() throws IOException {
    write("coordinator.log", "2026-01-01T10:00:00.100Z INFO a\n");
    write("worker-0.log", "2026-01-01T10:00:00.300Z INFO b\n");
    write("worker-1.log", "2026-01-01T10:00:00.200Z INFO c\n");

    assertThat(logs("worker-0", "worker-1").out().lines())
        .containsExactly(
            "worker-1  2026-01-01T10:00:00.200Z INFO c",
            "worker-0  2026-01-01T10:00:00.300Z INFO b");
  }

  @Test
  void shouldSelectEntriesWithTheirStackTraces() throws IOException {
    write(
        "worker-0.log",
        """
        2026-01-01T10:00:00.100Z WARN  [t] C a
        \tat x
        2026-01-01T10:00:00.200Z INFO  [t] C b
        2026-01-01T10:00:00.300Z ERROR [t] C c
        java.io.IOException
        \tat y
        """);
    write("worker-0.out", "# SIGSEGV\n# at y\n");

    assertThat(logs("worker-0", "--level", "error").out())
        .isEqualTo("2026-01-01T10:00:00.300Z ERROR [t] C c\njava.io.IOException\n\tat y\n");
    assertThat(logs("worker-0", "--grep", "at [xS]").out())
        .isEqualTo("2026-01-01T10:00:00.100Z WARN  [t] C a\n\tat x\n");
    assertThat(logs("worker-0", "--grep", "at y", "-n", 1).out())
        .isEqualTo("\tat y\n-- worker-0.out --\n# at y\n");
    assertThat(logs("worker-0", "--since", "2026-01-01T10:00:00.2Z", "--level=WARN").out())
        .startsWith("2026-01-01T10:00:00.300Z")
        .hasLineCount(3);
    assertThat(logs("worker-0", "--since", "1d").out())
        .isEqualTo(
            """
            -- worker-0.out --
            # SIGSEGV
            # at y
            """);
  }

  @Test
  void shouldPrintEntryAsJson() throws IOException {
    write("worker-0.log", "2026-01-01T10:00:00.100Z WARN  [t] C a\n\tat x\n");
    write("worker-0.out", "printed\n");

    assertThat(logs("worker-0", "--json").out().lines())
        .containsExactly(
            "{\"process\":\"worker-0\",\"stream\":\"log\",\"time\":\"2026-01-01T10:00:00.100Z\","
                + "\"level\":\"WARN\",\"thread\":\"t\",\"source\":\"C\",\"message\":\"a\","
                + "\"more\":[\"\\tat x\"]}",
            "{\"process\":\"worker-0\",\"stream\":\"out\",\"time\":null,"
                + "\"level\":null,\"thread\":null,\"source\":null,\"message\":\"printed\","
                + "\"more\":[]}");
  }

  @Test
  void shouldColourNamesWhenTold() throws IOException {
    write("coordinator.log", "2026-01-01T10:00:00.100Z INFO a\n");
    write("worker-0.log", "2026-01-01T10:00:00.200Z INFO b\n");

    assertThat(logs("--all", "--color", "always").out())
        .isEqualTo(
            """
            \u001b[36mcoordinator\u001b[0m  2026-01-01T10:00:00.100Z INFO a
            \u001b[32mworker-0\u001b[0m     2026-01-01T10:00:00.200Z INFO b
            """);
    assertThat(logs("--all").out()).doesNotContain("\u001b");
    assertThat(logs("coordinator", "--color=always").out()).doesNotContain("\u001b");
  }

  @Test
  void shouldNameKnownProcessesWhenAskedForAnother() throws IOException {
    write("coordinator.log", "");
    write("worker-0.log", "");
    write("other.txt", "");

    CliRun run = logs("worker-7");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("known=[coordinator, worker-0]").hasLineCount(1);
  }

  @Test
  void shouldFollowThroughRotationAndReplacement() throws Exception {
    write("worker-0.log", "one\ntwo\n");
    try (FollowedRun run =
        new FollowedRun("logs", "worker-0", "-f", "-n", 1, "--dir", directory.root())) {
      run.awaitOut("two\n");
      append("worker-0.log", "three\nfo");
      run.awaitOut("two\nthree\n");
      append("worker-0.log", "ur\n");
      rotate("worker-0.log");
      write("worker-0.log", "five\n");
      run.awaitOut("two\nthree\nfour\nfive\n");
      write("worker-0.out", "# SIGSEGV\n");
      run.awaitOut("two\nthree\nfour\nfive\n# SIGSEGV\n");
    }
  }

  @Test
  void shouldFollowWantedEntriesOnly() throws Exception {
    write("worker-0.log", "2026-01-01T10:00:00.100Z WARN a\n\tat x\n");
    try (FollowedRun run =
        new FollowedRun("logs", "worker-0", "-f", "--level", "WARN", "--dir", directory.root())) {
      String first = "2026-01-01T10:00:00.100Z WARN a\n\tat x\n";
      run.awaitOut(first);
      append("worker-0.log", "2026-01-01T10:00:00.200Z INFO b\n\tat y\n");
      append("worker-0.log", "2026-01-01T10:00:00.300Z ERROR c\n\tat z\n");
      run.awaitOut(first + "2026-01-01T10:00:00.300Z ERROR c\n\tat z\n");
    }
  }

  @Test
  void shouldFollowProcessesThatStartLater() throws Exception {
    write("coordinator.log", "2026-01-01T10:00:00.100Z a\n");
    try (FollowedRun run = new FollowedRun("logs", "--all", "-f", "--dir", directory.root())) {
      String first = "coordinator  2026-01-01T10:00:00.100Z a\n";
      run.awaitOut(first);
      write("worker-0.log", "2026-01-01T10:00:00.200Z b\n");
      run.awaitOut(first + "worker-0     2026-01-01T10:00:00.200Z b\n");
    }
  }

  private CliRun logs(Object... args) {
    Object[] all = new Object[args.length + 3];
    all[0] = "logs";
    System.arraycopy(args, 0, all, 1, args.length);
    all[args.length + 1] = "--dir";
    all[args.length + 2] = directory.root();
    return CliRun.of(all);
  }

  private void write(String name, String text) throws IOException {
    // Whole at once, as a reader may look at any moment.
    Path fresh = Files.writeString(folder.resolve("fresh"), text);
    Files.move(fresh, directory.logs().resolve(name));
  }

  private void append(String name, String text) throws IOException {
    Files.writeString(directory.logs().resolve(name), text, StandardOpenOption.APPEND);
  }

  private void rotate(String name) throws IOException {
    Files.move(directory.logs().resolve(name), directory.logs().resolve(name + ".1"));
  }
}
