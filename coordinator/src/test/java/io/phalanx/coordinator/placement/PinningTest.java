package io.phalanx.coordinator.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.config.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PinningTest {
  private static final ProcessIdentity SELF = ProcessIdentity.current();

  @TempDir private Path folder;
  private FakeHost host;

  @BeforeEach
  void hostOfFour() throws IOException {
    host = new FakeHost(folder.resolve("host")).with(1, 4, 1);
  }

  @Test
  void shouldWriteDownWhatItBinds() throws IOException {
    try (Pinning pinning = take("one", 2)) {
      Bindings bindings = bindings("one");
      assertThat(bindings.lines())
          .containsExactly(
              "worker 0 bound to core 0 (socket 0, core 0, NUMA node 0): [B/././.]",
              "worker 1 bound to core 1 (socket 0, core 1, NUMA node 0): [./B/./.]");
      assertThat(bindings.core(1)).hasValue(1);
      assertThat(bindings.core(2)).isEmpty();
      assertThat(pinning.core(1)).hasValue(1);
    }

    assertThat(cluster("one").bindings()).doesNotExist();
  }

  @Test
  void shouldGiveEveryClusterFreeCoresAndWarnWhenThereAreNone() throws IOException {
    try (Pinning one = take("one", 2);
        Pinning other = take("other", 3)) {
      assertThat(cores(one, 2)).containsExactly(0, 1);
      assertThat(bindings("one").warnings()).isEmpty();
      assertThat(cores(other, 3)).containsExactly(2, 3, 0);
      assertThat(bindings("other").warnings())
          .containsExactly(
              "no core is free: worker 2 shares core 0 with another cluster: pid="
                  + SELF.pid()
                  + ", directory="
                  + cluster("one").root());
    }
  }

  @Test
  void shouldGiveCoresBackWhenItEnds() throws IOException {
    take("one", 4).close();

    try (Pinning next = take("next", 1)) {
      assertThat(cores(next, 1)).containsExactly(0);
      assertThat(bindings("next").warnings()).isEmpty();
    }
  }

  @Test
  void shouldNotHeedTheLeasesOfTheDead() throws IOException {
    ProcessIdentity dead = new ProcessIdentity(SELF.pid(), SELF.start() + 1);
    leases().change(held -> List.of(new CoreLease(0, dead, folder.resolve("dead"))));

    try (Pinning next = take("next", 1)) {
      assertThat(cores(next, 1)).containsExactly(0);
    }
  }

  @Test
  void shouldKeepTheCoreOfAWorkerUntilItIsReleased() throws IOException {
    try (Pinning pinning = take("one", 2)) {
      assertThat(pinning.core(2)).as("of one more worker").hasValue(2);
      assertThat(pinning.core(2)).as("of its replacement").hasValue(2);
      pinning.release(2);
      assertThat(bindings("one").core(2)).isEmpty();
      try (Pinning other = take("other", 1)) {
        assertThat(cores(other, 1)).containsExactly(2);
      }
    }
  }

  @Test
  void shouldWarnWhenWorkersShareACore() throws IOException {
    try (Pinning _ = take("one", 5)) {
      assertThat(bindings("one").warnings())
          .containsExactly("more workers than cores: workers=5, cores=4; some share a core");
    }
  }

  @Test
  void shouldWarnOfAQuota() throws IOException {
    host.withQuota("150000 100000");

    try (Pinning _ = take("one", 2)) {
      assertThat(bindings("one").warnings()).singleElement().asString().contains("1.5 cores");
    }
  }

  @Test
  void shouldBindWithoutKnowledgeOfOthersWhenTheFileCannotBeHad() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    Pinning.Host broken = new Pinning.Host(host.root(), new CoreLeases(file), SELF, false);

    try (Pinning pinning = Pinning.take(cluster("one").create(), 1, broken)) {
      assertThat(cores(pinning, 1)).containsExactly(0);
      assertThat(bindings("one").warnings())
          .singleElement()
          .asString()
          .startsWith("the cores of other clusters are not known: cause=");
    }
  }

  @Test
  void shouldBindNobodyWhenNothingIsPinned() {
    try (Pinning pinning = Pinning.none(cluster("one").create())) {
      assertThat(pinning.core(0)).isEmpty();
      assertThat(bindings("one").lines()).isEmpty();
    }
  }

  @Test
  void shouldShareCoresWithTheClustersThatItWorksInTurnWith() throws IOException {
    Pinning.Host inTurns = new Pinning.Host(host.root(), leases(), SELF, true);
    ProcessIdentity other =
        ProcessIdentity.of(ProcessHandle.current().parent().orElseThrow().pid());
    leases().change(held -> List.of(new CoreLease(1, other, folder.resolve("other"))));

    try (Pinning one = Pinning.take(cluster("one").create(), 2, inTurns);
        Pinning two = Pinning.take(cluster("two").create(), 3, inTurns)) {
      assertThat(cores(one, 2)).containsExactly(0, 2);
      assertThat(cores(two, 3)).containsExactly(0, 2, 3);
      assertThat(bindings("two").warnings()).isEmpty();
    }
  }

  private Pinning take(String name, int workers) throws IOException {
    Pinning.Host here = new Pinning.Host(host.root(), leases(), SELF, false);
    return Pinning.take(cluster(name).create(), workers, here);
  }

  private CoreLeases leases() throws IOException {
    return new CoreLeases(Files.createDirectories(folder.resolve("leases")));
  }

  private ClusterDirectory cluster(String name) {
    return new ClusterDirectory(folder.resolve(name));
  }

  private Bindings bindings(String name) {
    return Bindings.read(cluster(name));
  }

  private static List<Integer> cores(Pinning pinning, int workers) {
    return IntStream.range(0, workers).map(w -> pinning.core(w).orElseThrow()).boxed().toList();
  }
}
