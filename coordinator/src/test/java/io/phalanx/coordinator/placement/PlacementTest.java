package io.phalanx.coordinator.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlacementTest {
  @TempDir private Path root;

  @Test
  void shouldGoThroughTheCoresWhenThereIsOneNode() throws IOException {
    assertThat(place(host(1, 4, 1), 4)).containsExactly(0, 1, 2, 3);
  }

  @Test
  void shouldTakeNodesInTurn() throws IOException {
    assertThat(place(host(2, 4, 1), 4)).containsExactly(0, 4, 1, 5);
    assertThat(place(host(4, 2, 1), 5)).containsExactly(0, 2, 4, 6, 1);
  }

  @Test
  void shouldTakeWholeCoresBeforeSecondThreads() throws IOException {
    // 0, 1 and 4, 5 in node 0, 2, 3 and 6, 7 in node 1.
    assertThat(place(host(2, 2, 2), 8)).containsExactly(0, 2, 1, 3, 4, 6, 5, 7);
  }

  @Test
  void shouldTakeAWholeCoreOfAnotherNodeBeforeASecondThread() throws IOException {
    Topology topology = Topology.read(host(2, 2, 2).allowing("0-2,4-6").root());

    assertThat(place(topology, List.of(), 4)).containsExactly(0, 2, 1, 6);
  }

  @Test
  void shouldStartAgainWhenAllAreTaken() throws IOException {
    assertThat(place(host(1, 2, 1), 5)).containsExactly(0, 1, 0, 1, 0);
  }

  @Test
  void shouldKeepToWhatIsAllowed() throws IOException {
    Topology topology = Topology.read(host(2, 4, 1).allowing("2-3,5").root());

    assertThat(place(topology, List.of(), 3)).containsExactly(2, 5, 3);
  }

  @Test
  void shouldAvoidTheCoresOfOthers() throws IOException {
    Topology topology = Topology.read(host(1, 4, 1).root());

    assertThat(place(topology, List.of(0, 2), 2)).containsExactly(1, 3);
    // Once none is free the next shares one with others, rather than one of its own.
    assertThat(place(topology, List.of(0, 2), 5)).containsExactly(1, 3, 0, 2, 1);
  }

  @Test
  void shouldAvoidTheSecondThreadOfACoreThatOthersHave() throws IOException {
    Topology topology = Topology.read(host(1, 2, 2).root());

    assertThat(place(topology, List.of(0), 3)).containsExactly(1, 2, 3);
  }

  private FakeHost host(int nodes, int coresPerNode, int threads) throws IOException {
    return new FakeHost(root).with(nodes, coresPerNode, threads);
  }

  private static List<Integer> place(FakeHost host, int workers) throws IOException {
    return place(Topology.read(host.root()), List.of(), workers);
  }

  private static List<Integer> place(Topology topology, List<Integer> others, int workers) {
    Placement placement = new Placement(topology, others);
    List<Cpu> own = new ArrayList<>();
    for (int worker = 0; worker < workers; worker++) {
      own.add(placement.next(own));
    }
    return own.stream().map(Cpu::id).toList();
  }
}
