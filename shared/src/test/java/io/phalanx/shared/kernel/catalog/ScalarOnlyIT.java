package io.phalanx.shared.kernel.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// A coordinator has no Vector API: what it touches of the kernels must not need it.
class ScalarOnlyIT {
  @Test
  void shouldRunEveryScalarKernelWhenTheVectorModuleIsAbsent() throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process process =
        new ProcessBuilder(
                java.toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                ScalarProbe.class.getName())
            .redirectErrorStream(true)
            .start();
    List<String> lines = process.inputReader().readAllLines();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();

    assertThat(lines).hasSize(1 + Operations.all().size()).startsWith("vectors=false");
    assertThat(process.exitValue()).isZero();
  }
}
