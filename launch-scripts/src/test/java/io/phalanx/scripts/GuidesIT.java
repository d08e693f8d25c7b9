package io.phalanx.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.testing.NumPy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every command and program of the README and of the guides does what it says, in the order in
/// which it stands there, from a folder of its own on a cluster directory of its own.
@Execution(ExecutionMode.CONCURRENT)
class GuidesIT {
  private static final long TIMEOUT_MINUTES = 4;
  private static final Duration EXIT_LIMIT = Duration.ofSeconds(10);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  /// The README and tuning, which take longest, are begun first, so that none is alone in the end.
  static List<Guide> guides() throws IOException {
    List<Guide> guides = Guide.all();
    Collections.reverse(guides.subList(1, guides.size()));
    return guides;
  }

  @ParameterizedTest
  @MethodSource("guides")
  void shouldRunEveryCommand(Guide guide) throws Exception {
    Files.createSymbolicLink(folder.resolve("launch-scripts"), Distribution.SCRIPTS);
    guide.saveProgramsIn(folder);
    Path said = folder.resolve("said.txt");
    ProcessBuilder shell = new ProcessBuilder("bash", "-euxo", "pipefail", "-c", guide.commands());
    shell.environment().put("PHALANX_DIR", folder.resolve("cluster").toString());
    shell.environment().put("PATH", tools(guide) + ":" + System.getenv("PATH"));
    Process process =
        shell
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();

    assertThat(process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES)).as("ended in time").isTrue();
    assertThat(process.exitValue()).as(Files.readString(said)).isZero();
    ClusterDirectory cluster = new ClusterDirectory(folder.resolve("cluster"));
    new ClusterProcesses(cluster).awaitNone(EXIT_LIMIT);
  }

  @Test
  void shouldMakeWhatTheReadmeSays() throws IOException {
    assertThat(Guide.README.commands()).contains("out.npy", "means.npy", "tanh.npy");
    assertThat(Guide.README.text().lines().count()).isLessThan(250);
    for (Guide guide : guides()) {
      assertThat(guide.brokenLinks()).as(guide.toString()).isEmpty();
      assertThat(guide.text()).as("places to be filled in %s", guide).doesNotContain("@@");
    }
    assertThat(Guide.README.links())
        .containsAll(guides().stream().skip(1).map(Guide::file).toList());
  }

  /// A program that nobody runs may be wrong.
  @ParameterizedTest
  @MethodSource("guides")
  void shouldRunEveryProgramOrHaveItFromTheExamples(Guide guide) throws IOException {
    String example =
        Files.readString(
            Distribution.SCRIPTS.resolve(
                "examples/user-kernel/src/main/java/com/example/kernels/Softsign.java"));
    for (String program : guide.programs()) {
      assertThat(guide.commands().contains(Guide.nameOf(program)) || program.equals(example))
          .as("run by a command of %s:%n%s", guide, program)
          .isTrue();
    }
  }

  /// A folder with the JDK's programs, and a Python that has NumPy where the guide wants one.
  private Path tools(Guide guide) throws IOException {
    Path tools = Files.createDirectory(folder.resolve("tools"));
    for (String tool : List.of("java", "javac", "jar")) {
      Files.createSymbolicLink(
          tools.resolve(tool), Path.of(System.getProperty("java.home"), "bin", tool));
    }
    if (guide.commands().contains("python3")) {
      Path python = Path.of(NumPy.required().program());
      if (python.isAbsolute()) {
        Files.createSymbolicLink(tools.resolve("python3"), python);
      }
    }
    return tools;
  }
}
