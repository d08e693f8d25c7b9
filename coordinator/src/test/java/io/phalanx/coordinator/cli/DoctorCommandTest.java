package io.phalanx.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.phalanx.coordinator.Coordinator;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.config.OwnerMark;
import io.phalanx.shared.config.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
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

  @Test
  void shouldFailWhenClusterOfAnotherVersionRuns() throws IOException {
    directory.create();
    new OwnerMark(ProcessIdentity.current(), "0.0.9", "b", 0, false).write(directory.mark());

    assertThat(finding("state").get("state").asText()).isEqualTo("fail");
    assertThat(finding("state").get("found").asText()).endsWith("version 0.0.9");
    CliRun status = CliRun.of("status", "--dir", directory.root());
    assertThat(status.exitCode()).isEqualTo(PhalanxCli.FAILED);
    assertThat(status.err()).contains("another version runs here").hasLineCount(1);
  }

  @Test
  void shouldNotCleanWithoutYesUnlessOnTerminal() throws IOException {
    directory.create();
    Files.createFile(directory.lock());
    Path stale = Files.createDirectory(directory.root().resolve("scratch-1-2-ab"));

    CliRun unsure = doctor("--clean");
    CliRun json = doctor("--clean", "--json");
    CliRun dry = doctor("--clean", "--dry-run");

    assertThat(unsure.exitCode()).isEqualTo(PhalanxCli.USAGE);
    assertThat(unsure.out()).contains("stale ", "scratch-1-2-ab: of a process that has ended");
    assertThat(unsure.err()).contains("confirm with --yes").hasLineCount(1);
    assertThat(json.exitCode()).isEqualTo(PhalanxCli.USAGE);
    assertThat(json.out()).hasLineCount(1).startsWith("{\"removed\":false");
    assertThat(dry.exitCode()).isEqualTo(PhalanxCli.DONE);
    assertThat(dry.out()).isEqualTo(unsure.out());
    assertThat(stale).exists();
    assertThat(doctor("--clean", "--yes", "--json").out()).startsWith("{\"removed\":true");
    assertThat(stale).doesNotExist();
    assertThat(doctor("--clean", "--json").exitCode()).isEqualTo(PhalanxCli.DONE);
    assertThat(doctor("--yes").exitCode()).isEqualTo(PhalanxCli.USAGE);
  }

  @Test
  void shouldSayInStatusWhatIsTheMatter() throws Exception {
    CliRun absent = CliRun.of("status", "--dir", directory.root(), "--json");
    assertThat(absent.exitCode()).isEqualTo(PhalanxCli.FAILED);
    assertThat(absent.out()).contains("\"state\":\"STOPPED\"");
    assertThat(directory.root()).doesNotExist();

    Process child = new ProcessBuilder("sleep", "60").start();
    mark(ProcessIdentity.of(child.pid()));
    child.destroyForcibly().waitFor();
    CliRun dead = CliRun.of("status", "--dir", directory.root(), "--json");
    assertThat(dead.exitCode()).isEqualTo(PhalanxCli.FAILED);
    assertThat(dead.err()).contains("the coordinator is dead", "pid=" + child.pid());
    assertThat(dead.out()).contains("\"state\":\"DEAD\"").hasLineCount(1);

    Files.writeString(directory.mark(), "pid=many");
    CliRun torn = CliRun.of("status", "--dir", directory.root());
    assertThat(torn.exitCode()).isEqualTo(PhalanxCli.FAILED);
    assertThat(torn.err()).contains("cannot be looked at", "torn").hasLineCount(1);
  }

  private CliRun doctor(String... options) {
    Object[] first = {"doctor", "--dir", directory.root()};
    return CliRun.of(Stream.concat(Stream.of(first), Stream.of(options)).toArray());
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
    new OwnerMark(owner, Coordinator.VERSION, "b", 0, false).write(directory.mark());
  }
}
