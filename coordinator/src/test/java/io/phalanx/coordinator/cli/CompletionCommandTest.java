package io.phalanx.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.phalanx.shared.config.ClusterDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionCommandTest {
  private static final String ALL = "coordinator worker-0 worker-10";

  private static final String PROGRAM =
      """
      source "$1"
      shift
      COMP_WORDS=("$@")
      COMP_CWORD=$(($# - 1))
      COMP_LINE="$*"
      function_of=$(complete -p "$1" | sed 's/.*-F \\([^ ]*\\) .*/\\1/')
      "$function_of" 2>/dev/null
      echo "${COMPREPLY[*]}"
      """;

  @TempDir private Path folder;
  private Path cluster;

  @BeforeEach
  void makeLogs() throws IOException {
    ClusterDirectory directory = new ClusterDirectory(folder.resolve("c 1")).create();
    cluster = directory.root();
    for (String name :
        List.of(
            "coordinator.log",
            "worker-0.log",
            "worker-0.log.1",
            "worker-10.out",
            "worker-0.crash-1.txt",
            "coordinator-123.out")) {
      Files.createFile(directory.logs().resolve(name));
    }
  }

  @Test
  void shouldOfferProcessesThatHaveLogs() throws Exception {
    assertThat(complete(cluster, "phalanx", "logs", "")).isEqualTo(ALL);
    assertThat(complete(cluster, "phalanx", "logs", "wor")).isEqualTo("worker-0 worker-10");
    assertThat(complete(cluster, "phalanx", "logs", "-f", "worker-1")).isEqualTo("worker-10");
    assertThat(complete(cluster, "tail-logs", "")).isEqualTo(ALL);
    assertThat(complete(cluster, "tail-logs", "--all", "c")).isEqualTo("coordinator");
  }

  @Test
  void shouldLookIntoTheDirectoryOfTheCommandLine() throws Exception {
    String typed = cluster.toString().replace(" ", "\\ ");
    String quoted = '"' + cluster.toString() + '"';

    assertThat(complete(folder, "phalanx", "logs", "--dir", typed, "")).isEqualTo(ALL);
    assertThat(complete(folder, "tail-logs", "--dir", quoted, "")).isEqualTo(ALL);
    // As bash takes it apart.
    assertThat(complete(folder, "phalanx", "logs", "--dir", "=", typed, "")).isEqualTo(ALL);
    assertThat(complete(folder, "phalanx", "logs", "")).isEmpty();
  }

  @Test
  void shouldStillOfferOptionsAndOtherCommands() throws Exception {
    assertThat(complete(cluster, "phalanx", "logs", "--gr")).isEqualTo("--grep");
    assertThat(complete(cluster, "tail-logs", "--fol")).isEqualTo("--follow");
    assertThat(complete(cluster, "phalanx", "logs", "--level", "W")).isEqualTo("WARN");
    assertThat(complete(cluster, "phalanx", "logs", "-n", "")).isEmpty();
    assertThat(complete(cluster, "phalanx", "stat")).isEqualTo("status");
  }

  /// What bash would offer for the last word.
  private String complete(Path defaultDirectory, String... words) throws Exception {
    Path script =
        Files.writeString(folder.resolve("completion"), CliRun.of("completion", "bash").out());
    ProcessBuilder builder = new ProcessBuilder("bash", "-c", PROGRAM, "bash", script.toString());
    builder.command().addAll(List.of(words));
    builder.environment().put("PHALANX_DIR", defaultDirectory.toString());
    Process process = builder.start();
    String offered = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return offered.strip();
  }
}
