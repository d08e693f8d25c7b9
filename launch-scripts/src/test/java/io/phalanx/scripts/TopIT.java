package io.phalanx.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import io.phalanx.scripts.Matrices.Shape;
import io.phalanx.scripts.Script.Outcome;
import io.phalanx.shared.config.OwnerMark;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// `phalanx top` in a real terminal, on a cluster that works, loses a worker, and dies.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TopIT {
  private static final String COMMAND =
      "\"$PHALANX\" top --interval 200ms; exit=$?; "
          + "stty -a | grep -oE -- '-?(icanon|echo) '; echo \"exit=$exit\"";

  /// What a shell shows whose terminal is as it was.
  private static final List<String> SOUND = List.of("icanon", "echo");

  private Phalanx phalanx;
  private Tmux terminal;

  @BeforeAll
  void startCluster(@TempDir Path root) throws Exception {
    phalanx = Phalanx.in(root);
    terminal =
        Tmux.open(
            Map.of(
                "PATH", System.getenv("PATH"),
                "HOME", root.toString(),
                "LC_ALL", "C.UTF-8",
                "PHALANX", Distribution.HOME.resolve("bin/phalanx").toString(),
                "PHALANX_DIR", phalanx.directory().root().toString(),
                "PHALANX_JAVA_HOME", System.getProperty("java.home")));
    phalanx.start(2);
  }

  @AfterAll
  void leaveNothing() {
    if (terminal != null) {
      terminal.close();
    }
    phalanx.close();
  }

  @Test
  @Order(1)
  void shouldPointElsewhereWithoutATerminal() throws Exception {
    Outcome outcome = phalanx.run("top");

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).hasLineCount(1).contains("use phalanx status --watch");
    terminal.type("clear; TERM=dumb \"$PHALANX\" top; echo \"exit=$?\"");
    assertThat(String.join("", terminal.await("exit=2"))).contains("phalanx status --watch");
  }

  /// One worker hangs in the first tile of a job, so that there is something to see.
  @Test
  @Order(2)
  void shouldShowAClusterAtWorkInAWindowOfAnySize() throws Exception {
    hangInAJob();
    terminal.type("clear; echo before; " + COMMAND);

    terminal.await("j0001  sigmoid    RUNNING");
    List<String> screen =
        terminal.await("24 rows", whole -> whole.size() == 24 && whole.getLast().startsWith("q q"));
    assertThat(screen).contains("").allMatch(line -> line.length() <= 80);
    assertThat(screen.get(1)).startsWith("coordinator RUNNING");
    assertThat(screen).filteredOn(line -> line.matches(" +\\d .* BUSY .* j0001 .*")).isNotEmpty();
    assertThat(terminal.colouredScreen()).contains("\u001b[32m");
    terminal.press("s");
    terminal.await("PID▼");
    terminal.press("?");
    terminal.await("keys and columns");
    terminal.press("?");

    terminal.resize(40, 10);
    terminal.await(
        "10 rows",
        small ->
            small.size() == 10 && small.get(9).startsWith("q quit") && small.get(0).length() <= 40);
    terminal.resize(120, 30);
    terminal.await("30 rows", large -> large.size() == 30 && large.getLast().endsWith("p pause"));
    terminal.resize(80, 24);

    // After many changes every line is still what it should be.
    terminal.press("p");
    terminal.await(
        "whole lines",
        paused ->
            paused.size() == 24
                && paused.get(0).matches("phalanx top  .*the cluster +PAUSED  \\d\\d:\\d\\d:\\d\\d")
                && paused.get(1).matches("coordinator RUNNING  pid \\d+  up \\d+ s  2 workers, .*M")
                && paused.get(2).matches("all: CPU \\d+%  .* tiles/s  .* tasks/s .*"));
    terminal.press("p");

    terminal.press("S", "Down", "Enter");
    assertThat(terminal.await("following").getFirst()).startsWith("log of worker-1");
    terminal.await("worker ready: workerId=1");
    terminal.press("Escape");
    terminal.await("THROUGHPUT");
  }

  @Test
  @Order(3)
  void shouldShowThatAWorkerWasLostAndLeaveTheTerminalAsItWas() {
    ClusterProcesses.kill(phalanx.workerPid(hanging()));

    terminal.await("signal=9");
    terminal.await("RECENT FAILURES");
    terminal.press("q");

    assertThat(terminal.await("exit=0")).startsWith("before", "icanon", "echo", "exit=0");
  }

  @Test
  @Order(4)
  void shouldLeaveTheTerminalAsItWasWhenItIsTerminated() throws Exception {
    terminal.type("clear; export NO_COLOR=1; " + COMMAND);
    terminal.await("coordinator RUNNING");
    assertThat(terminal.colouredScreen()).doesNotContain("\u001b[32m");

    ClusterProcesses.signal("TERM", terminal.foreground());

    assertThat(terminal.await("exit=143")).containsAll(SOUND);
  }

  @Test
  @Order(5)
  void shouldRefuseAClusterOfAnotherVersion() {
    Path file = phalanx.directory().mark();
    OwnerMark mark = OwnerMark.read(file).orElseThrow();
    new OwnerMark(mark.process(), "0.0.9", mark.build(), mark.startedAtMs(), false).write(file);
    try {
      terminal.type("clear; " + COMMAND);

      assertThat(String.join("", terminal.await("exit=1")))
          .contains("phalanx: a cluster of another version runs here", "version=0.0.9");
    } finally {
      mark.write(file);
    }
  }

  @Test
  @Order(6)
  void shouldSayThatTheCoordinatorIsDeadAndStay() {
    terminal.type("clear; " + COMMAND);
    terminal.await("coordinator RUNNING");

    phalanx.killCoordinator();

    assertThat(terminal.await("the coordinator is dead")).hasSize(24);
    terminal.press("C-c");
    List<String> screen = terminal.await("exit=1");
    assertThat(String.join("", screen)).contains("phalanx: the coordinator is dead");
    assertThat(screen).containsAll(SOUND);
    terminal.type("clear; \"$PHALANX\" top; echo \"exit=$?\"");
    assertThat(terminal.await("exit=1").getFirst()).startsWith("phalanx: the coordinator is dead");
  }

  private void hangInAJob() throws Exception {
    Path input = Matrices.writeSparse(phalanx.file("in.npy"), new Shape(4096, 2048));
    phalanx.breakAt("step=COMPUTE", "action=spin", "tile=0");
    WatchedJob.submit(phalanx, WatchedJob.request("sigmoid", input, null));
    phalanx.awaitBreak();
  }

  private int hanging() {
    return new WatchedJob(phalanx, WatchedJob.FIRST).workerOf(0);
  }
}
