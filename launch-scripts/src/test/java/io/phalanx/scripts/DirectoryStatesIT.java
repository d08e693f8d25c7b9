package io.phalanx.scripts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.phalanx.scripts.Script.Outcome;
import io.phalanx.shared.config.OwnerMark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// What `status` and `doctor` say of a directory in any state; one cluster goes through them.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DirectoryStatesIT {
  private Path root;
  private Phalanx phalanx;

  @BeforeAll
  void startCluster(@TempDir Path folder) throws Exception {
    root = folder;
    phalanx = Phalanx.in(root);
    phalanx.start(1);
  }

  @AfterAll
  void leaveNothing() {
    phalanx.close();
  }

  @Test
  @Order(1)
  void shouldShowAClusterThroughAReadOnlyView() throws Exception {
    Outcome outcome =
        onReadOnlyView(
            """
            "$PHALANX" status --dir "$VIEW"; echo "status=$?"
            watched=$("$PHALANX" status --watch=50ms --json --dir "$VIEW" | head -n 3 | wc -l)
            echo "watched=$watched"
            "$PHALANX" doctor --dir "$VIEW"; echo "doctor=$?"
            "$PHALANX" start --detach --dir "$VIEW"; echo "start=$?"
            """);

    assertThat(outcome.lines()).containsSubsequence("status=0", "watched=3", "doctor=1", "start=1");
    assertThat(outcome.out()).contains("IDLE", "file system is read-only");
    assertThat(outcome.err()).hasLineCount(1).contains("Read-only file system");
  }

  @Test
  @Order(1)
  void shouldLookInTheHomeThatTheEnvironmentNames() throws Exception {
    Path own = Files.createDirectory(root.resolve("a home"));

    assertThat(statusWithHome(own)).contains("directory=" + own.resolve(".phalanx/default"));
    assertThat(statusWithHome(Path.of("/nonexistent"))).doesNotContain("/nonexistent");
  }

  private String statusWithHome(Path home) throws Exception {
    return Script.of(root, Distribution.HOME.resolve("bin/phalanx"), "status", "--json")
        .with("PATH", System.getenv("PATH"))
        .with("HOME", home)
        .with("PHALANX_CACHE_DIR", "none")
        .with("PHALANX_JAVA_HOME", System.getProperty("java.home"))
        .run()
        .err();
  }

  @Test
  @Order(2)
  void shouldRefuseAClusterOfAnotherVersion() throws Exception {
    Path file = phalanx.directory().mark();
    OwnerMark mark = OwnerMark.read(file).orElseThrow();
    new OwnerMark(mark.process(), "0.0.9", mark.build(), mark.startedAtMs(), false).write(file);
    try {
      Outcome status = phalanx.run("status", "--json");
      Outcome doctor = phalanx.run("doctor");

      assertThat(status.exit()).isEqualTo(1);
      assertThat(status.err())
          .hasLineCount(1)
          .contains("a cluster of another version runs here", "version=0.0.9", "kill ");
      JsonNode coordinator = new ObjectMapper().readTree(status.out()).get("coordinator");
      assertThat(coordinator.get("state").asText()).isEqualTo("OTHER_VERSION");
      assertThat(coordinator.get("version").asText()).isEqualTo("0.0.9");
      assertThat(doctor.exit()).isEqualTo(1);
      assertThat(doctor.out()).containsPattern("(?m)^fail +state .*version 0\\.0\\.9");
    } finally {
      mark.write(file);
    }
  }

  @Test
  @Order(3)
  void shouldLeaveARunningClusterAlone() throws Exception {
    Outcome clean = phalanx.run("doctor", "--clean");

    assertThat(clean.exit()).isZero();
    assertThat(clean.lines())
        .containsExactly(
            "a cluster runs in it, pid " + phalanx.coordinatorPid() + ": what it uses is left",
            "nothing to remove");
    phalanx.succeed("status");
  }

  @Test
  @Order(4)
  void shouldSayThatTheCoordinatorIsDead() throws Exception {
    long pid = phalanx.coordinatorPid();
    phalanx.killCoordinator();

    Outcome status = phalanx.run("status");
    Outcome doctor = phalanx.run("doctor");

    assertThat(status.exit()).isEqualTo(1);
    assertThat(status.err())
        .hasLineCount(1)
        .contains("the coordinator is dead", "pid=" + pid, "phalanx doctor --clean");
    assertThat(doctor.exit()).isZero();
    assertThat(doctor.out()).containsPattern("(?m)^warn +state +stale: owner is dead, pid " + pid);
  }

  @Test
  @Order(5)
  void shouldTidyUpAStaleDirectory() throws Exception {
    JsonNode shown = phalanx.json("doctor", "--clean", "--dry-run");
    assertThat(shown.get("removed").asBoolean()).isFalse();
    assertThat(shown.get("stale")).isNotEmpty();
    assertThat(phalanx.directory().mark()).exists();
    Outcome unsure = phalanx.run("doctor", "--clean");
    assertThat(unsure.exit()).isEqualTo(2);
    assertThat(unsure.err()).contains("--yes", "--dry-run");
    assertThat(phalanx.directory().mark()).exists();

    phalanx.succeed("doctor", "--clean", "--yes");

    assertThat(phalanx.directory().mark()).doesNotExist();
    assertThat(phalanx.directory().bus()).isEmptyDirectory();
    assertThat(phalanx.directory().log("coordinator")).isNotEmptyFile();
    assertThat(phalanx.run("status").err()).contains("no cluster is running");
    assertThat(phalanx.succeed("doctor").out()).containsPattern("(?m)^ok +state +stopped$");
    phalanx.start(1);
  }

  /// Runs a shell script in namespaces of its own, where `$VIEW` is the directory, read-only.
  private Outcome onReadOnlyView(String steps) throws IOException, InterruptedException {
    Path view = Files.createDirectory(root.resolve("view"));
    Path script = root.resolve("steps.sh");
    Files.writeString(
        script,
        """
        mount --bind "$DIR" "$VIEW" || exit 77
        mount -o remount,bind,ro "$VIEW" || exit 77
        """
            + steps);
    Outcome outcome =
        Script.of(
                root,
                Path.of("/bin/sh"),
                "-c",
                "exec unshare -rm /bin/sh \"$0\"",
                script.toString())
            .with("PATH", System.getenv("PATH"))
            .with("HOME", root)
            .with("DIR", phalanx.directory().root())
            .with("VIEW", view)
            .with("PHALANX", Distribution.HOME.resolve("bin/phalanx"))
            .with("PHALANX_JAVA_HOME", System.getProperty("java.home"))
            .run();
    assumeTrue(
        outcome.exit() != 77 && !outcome.err().startsWith("unshare:"),
        () -> "no right to mount in a namespace: " + outcome.err());
    return outcome;
  }
}
