package io.phalanx.shared.kernel.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Results have the same bits on every machine, however wide its vectors are.
class VectorWidthsIT {
  @Test
  void shouldGiveTheSameBitsWhenVectorsAreNarrowOrWide() throws Exception {
    List<String> narrow = run(16);
    assertThat(narrow).hasSize(1 + 2 * Operations.all().size()).startsWith("lanes=2");
    List<String> results = narrow.subList(1, narrow.size());

    for (int bytes : new int[] {32, 64}) {
      assertThat(run(bytes)).as("bytes=%d", bytes).containsAll(results).hasSameSizeAs(narrow);
    }
  }

  /// What the probe prints; a machine without vectors this wide takes its widest.
  private static List<String> run(int vectorBytes) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--add-modules=jdk.incubator.vector");
    command.add("-XX:MaxVectorSize=" + vectorBytes);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(WidthProbe.class.getName());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    List<String> lines = process.inputReader().readAllLines();
    assertThat(process.waitFor()).isZero();
    return lines.stream().filter(line -> !line.startsWith("OpenJDK")).toList();
  }
}
