package io.phalanx.coordinator.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class AffinityTest {
  @Test
  void shouldBindWhatThisThreadStartsMeanwhile() throws IOException {
    List<Cpu> allowed = Topology.read(Path.of("/")).cpus();
    String before = allowedOfChild();
    int last = allowed.getLast().id();

    try (Affinity _ = Affinity.bind(last)) {
      assertThat(allowedOfChild()).isEqualTo(String.valueOf(last));
    }

    assertThat(allowedOfChild()).isEqualTo(before);
    assertThat(CpuList.parse(before)).hasSameSizeAs(allowed);
  }

  @Test
  void shouldSayWhenThereIsNoSuchProcessor() {
    assertThatIllegalStateException()
        .isThrownBy(() -> Affinity.bind(8191))
        .withMessage("the kernel refuses to bind to a processor: cpu=8191");
  }

  private static String allowedOfChild() throws IOException {
    Process child = new ProcessBuilder("cat", "/proc/self/status").start();
    return new String(child.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
        .lines()
        .filter(line -> line.startsWith("Cpus_allowed_list:"))
        .map(line -> line.replaceFirst("^.*\\s", ""))
        .findFirst()
        .orElseThrow();
  }
}
