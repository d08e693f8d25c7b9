package io.phalanx.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.config.OwnerMark;
import io.phalanx.shared.config.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
  @TempDir private Path folder;
  private ClusterDirectory directory;

  @BeforeEach
  void nameDirectory() {
    directory = new ClusterDirectory(folder.resolve("cluster"));
  }

  @Test
  void shouldLookAtDirectoryThatIsNotMadeYet() throws IOException {
    assertThat(finding("directory").get("state").asText()).isEqualTo("ok");
    assertThat(finding("state").get("found").asText()).isEqualTo("stopped");
    assertThat(directory.root()).doesNotExist();
  }

  @Test
  void shouldFindNothingWrongWithFreshDirectory() throws IOException {
    directory.create();

    for (String name : new String[] {"directory", "permissions", "state", "leftovers"}) {
      assertThat(finding(name).get("state").asText()).as(name).isEqualTo("ok");
    }
  }

  @Test
  void shouldNameRunningOwner() throws IOException {
    mark(ProcessIdentity.current());

    assertThat(finding("state").get("found").asText())
        .isEqualTo("running, pid " + ProcessHandle.current().pid());
  }

  @Test
  void shouldFindDeadOwnerAndWhatItLeft() throws Exception {
    Process child = new ProcessBuilder("sleep", "60").start();
    ProcessIdentity owner = ProcessIdentity.of(child.pid());
    mark(owner);
    child.destroyForcibly().waitFor();
    Files.createFile(directory.counters());
    Files.createDirectory(directory.inbox(0));
    Files.createDirectory(directory.root().resolve("scratch-1-2-ab"));

    JsonNode state = finding("state");

    assertThat(state.get("state").asText()).isEqualTo("warn");
    assertThat(state.get("found").asText())
        .contains("pid " + owner.pid())
        .contains("left=[cluster.mark, counters.dat, bus/inbox-0, scratch-1-2-ab]");
    assertThat(state.get("advice").asText()).contains("phalanx start");
  }

  @Test
  void shouldFailWhenMarkIsUnreadable() throws IOException {
    directory.create();
    Files.writeString(directory.mark(), "pid=many");

    CliRun run = doctor();

    assertThat(run.exitCode()).isEqualTo(PhalanxCli.FAILED);
    assertThat(run.out()).contains("not a cluster mark");
  }

  @Test
  void shouldFailWhenDirectoryIsFile() throws IOException {
    Files.writeString(directory.root(), "");

    assertThat(finding("directory").get("state").asText()).isEqualTo("fail");
  }

  @Test
  void shouldWarnOfUnfinishedMatrices() throws IOException {
    directory.create();
    Files.createFile(directory.root().resolve(".a.npy.1f.phalanx-tmp"));

    assertThat(finding("leftovers").get("state").asText()).isEqualTo("warn");
    assertThat(finding("leftovers").get("found").asText()).contains(".a.npy.1f.phalanx-tmp");
  }

  @Test
  void shouldWarnWhenOthersMayRead() throws IOException {
    directory.create();
    Files.setPosixFilePermissions(directory.root(), PosixFilePermissions.fromString("rwxr-xr-x"));

    assertThat(finding("permissions").get("advice").asText())
        .endsWith("chmod 700 " + directory.root());
  }

  @Test
  void shouldPrintLineForEveryCheck() {
    CliRun run = doctor();

    assertThat(run.err()).isEmpty();
    assertThat(run.out().lines()).allMatch(line -> line.matches("(ok|warn|fail) +.*"));
    assertThat(run.out()).contains("jdk", "distribution", "cores", "memory", "/dev/shm");
  }

  private CliRun doctor(Object... options) {
    return options.length == 0
        ? CliRun.of("doctor", "--dir", directory.root())
        : CliRun.of("doctor", "--dir", directory.root(), options[0]);
  }

  private JsonNode finding(String name) throws IOException {
    CliRun run = doctor("--json");
    assertThat(run.out()).hasLineCount(1);
    JsonNode json = new ObjectMapper().readTree(run.out());
    assertThat(json.get("ok").asBoolean()).isEqualTo(run.exitCode() == PhalanxCli.DONE);
    for (JsonNode check : json.get("checks")) {
      if (check.get("name").asText().equals(name)) {
        return check;
      }
    }
    throw new AssertionError("no check " + name + " in " + run.out());
  }

  private void mark(ProcessIdentity owner) {
    directory.create();
    new OwnerMark(owner, "0", "b", 0, false).write(directory.mark());
  }
}
