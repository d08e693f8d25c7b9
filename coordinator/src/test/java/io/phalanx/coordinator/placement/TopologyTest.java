package io.phalanx.coordinator.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopologyTest {
  private FakeHost host;

  @BeforeEach
  void emptyHost(@TempDir Path root) {
    host = new FakeHost(root);
  }

  @Test
  void shouldReadWhereProcessorsLie() throws IOException {
    Topology topology = Topology.read(host.with(2, 2, 2).root());

    assertThat(topology.cpus()).hasSize(8).contains(new Cpu(3, 1, 1, 1), new Cpu(6, 1, 1, 0));
    assertThat(topology.nodeCount()).isEqualTo(2);
  }

  @Test
  void shouldTakeEachForACoreWhenLinuxDoesNotTell() throws IOException {
    Topology topology = Topology.read(host.allowing("0,2").root());

    assertThat(topology.cpus()).containsExactly(new Cpu(0, 0, 0, 0), new Cpu(2, 0, 0, 2));
  }

  @Test
  void shouldDrawSocketsCoresAndThreads() throws IOException {
    Topology topology = Topology.read(host.with(2, 2, 2).root());

    assertThat(topology.picture(new Cpu(6, 1, 1, 0))).isEqualTo("[../..][.B/..]");
    assertThat(Topology.read(host.with(1, 2, 1).root()).picture(new Cpu(0, 0, 0, 0)))
        .isEqualTo("[B/.]");
  }

  @ParameterizedTest
  @CsvSource({"150000 100000, 1.5", "50000 100000, 0.5", "max 100000,", "'',"})
  void shouldReadTheQuotaOfAnyGroupAbove(String cpuMax, Double cores) throws IOException {
    host.withQuota(cpuMax);

    assertThat(CpuQuota.read(host.root()).stream().boxed().findFirst().orElse(null))
        .isEqualTo(cores);
  }

  @Test
  void shouldReadTheQuotaOfOldGroups() throws IOException {
    host.write("proc/self/cgroup", "4:memory:/a\n3:cpu,cpuacct:/a/b")
        .write("sys/fs/cgroup/cpu/a/cpu.cfs_quota_us", 250_000)
        .write("sys/fs/cgroup/cpu/a/cpu.cfs_period_us", 100_000)
        .write("sys/fs/cgroup/cpu/a/b/cpu.cfs_quota_us", -1)
        .write("sys/fs/cgroup/cpu/a/b/cpu.cfs_period_us", 100_000);

    assertThat(CpuQuota.read(host.root())).hasValue(2.5);
  }

  @Test
  void shouldFindNoQuotaWhereThereAreNoGroups() throws IOException {
    assertThat(CpuQuota.read(host.root())).isEmpty();
  }
}
