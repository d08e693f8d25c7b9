package io.phalanx.coordinator.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.plugin.KernelJars;
import io.phalanx.shared.protocol.JobRequest;
import io.phalanx.shared.protocol.KernelJarRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Copies of what jobs were submitted with; that a file is a jar is no concern here.
class KernelStoreTest {
  @TempDir private Path folder;
  private Path jar = Path.of("");
  private ClusterDirectory directory = new ClusterDirectory(Path.of(""));
  private KernelStore store = new KernelStore(directory.kernels());

  @BeforeEach
  void makeJar() throws IOException {
    directory = new ClusterDirectory(folder.resolve("cluster")).create();
    store = new KernelStore(directory.kernels());
    jar = Files.writeString(folder.resolve("my.jar"), "one");
  }

  @Test
  void shouldKeepWhatAJobWasSubmittedWith() throws IOException {
    JobRequest kept = keep(request());
    Files.delete(jar);

    KernelJarRef copy = kept.kernels().getFirst();
    assertThat(Path.of(copy.path())).hasContent("one").hasFileName("my.jar");
    assertThat(KernelJars.ref(Path.of(copy.path()))).isEqualTo(copy);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(copy.path()))))
        .isEqualTo("rw-------");
  }

  @Test
  void shouldRefuseAJarThatIsNotWhatTheClientSaw() throws IOException {
    JobRequest request = request();
    Files.writeString(jar, "two");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> keep(request))
        .withMessageContaining("kernel jar changed since it was read: kernels=" + jar);
    Files.delete(jar);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> keep(request))
        .withMessageContaining("no such kernel jar: kernels=" + jar);
  }

  @Test
  void shouldTakeACopyThatIsThereAndMendOneThatIsDamaged() throws IOException {
    JobRequest request = request();
    Path copy = Path.of(keep(request).kernels().getFirst().path());
    Files.writeString(copy, "???");

    keep(request);
    assertThat(copy).hasContent("one");
    Files.delete(jar);
    assertThat(keep(request).kernels().getFirst().path()).isEqualTo(copy.toString());
  }

  @Test
  void shouldForgetTheOldestCopiesThatNoUnfinishedJobNeeds() throws IOException {
    String needed = keep(request()).kernels().getFirst().sha256();
    for (int build = 0; build < 40; build++) {
      Files.writeString(jar, "build " + build);
      store.keep(request(), () -> Set.of(needed));
    }

    assertThat(directory.kernels().toFile().list()).hasSizeBetween(2, 20).contains(needed);
  }

  @Test
  void shouldMakeNoFolderForBuiltInOperations() {
    JobRequest request = new JobRequest("sum", Map.of(), List.of(), null, false, Map.of());

    assertThat(keep(request)).isSameAs(request);
    assertThat(directory.kernels()).doesNotExist();
  }

  private JobRequest keep(JobRequest request) {
    return store.keep(request, Set::of);
  }

  private JobRequest request() {
    return new JobRequest("mine", Map.of(), List.of(), null, false, Map.of())
        .withKernels(List.of(KernelJars.ref(jar)));
  }
}
