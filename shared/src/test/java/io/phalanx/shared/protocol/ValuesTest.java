package io.phalanx.shared.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.phalanx.shared.matrix.DType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValuesTest {
  @Test
  void shouldNotChangeWhenTheCallersCollectionsDo() {
    Map<String, String> params = new HashMap<>(Map.of("b", "2", "a", "1"));
    List<String> inputs = new ArrayList<>(List.of("/a.npy"));
    JobRequest job = new JobRequest("scale", params, inputs, null, true, params);
    params.clear();
    inputs.clear();
    assertThat(job.params()).containsExactly(Map.entry("a", "1"), Map.entry("b", "2"));
    assertThat(job.inputs()).containsExactly("/a.npy");
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> job.params().put("c", "3"));
  }

  @Test
  void shouldRefuseShapesOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MatrixRef("/a.npy", 64, -1, 1, DType.FLOAT64))
        .withMessageContaining("rows=-1");
  }

  @Test
  void shouldRefuseKernelJarsOutOfRange() {
    String sha256 = "0".repeat(64);
    KernelJarRef jar = new KernelJarRef("/my.jar", 1, sha256);
    JobRequest job = new JobRequest("mine", Map.of(), List.of(), null, true, Map.of());

    assertThatIllegalArgumentException().isThrownBy(() -> new KernelJarRef("/my.jar", 0, sha256));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new KernelJarRef("/my.jar", KernelJarRef.BYTES_MAX + 1, sha256));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new KernelJarRef("/my.jar", 1, "../" + sha256))
        .withMessageContaining("not a SHA-256");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> job.withKernels(Collections.nCopies(KernelJarRef.JARS_MAX + 1, jar)))
        .withMessageContaining("too many kernel jars: jars=17");
  }

  @Test
  void shouldRefuseUnknownSenders() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Envelope(1, 0, 0, -3, new Message.Order.StopWorker()))
        .withMessageContaining("sender=-3");
  }
}
