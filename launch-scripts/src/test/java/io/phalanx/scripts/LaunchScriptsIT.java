package io.phalanx.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import io.phalanx.scripts.Script.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaunchScriptsIT {
  private static final String MAIN = "io.phalanx.coordinator.cli.PhalanxCli";

  @TempDir private Path folder;
  private Sandbox sandbox;
  private Path jdk;

  @BeforeEach
  void makeSandbox() throws IOException {
    sandbox = Sandbox.in(folder);
    jdk = sandbox.installJdk("jdk", "25.0.3");
  }

  @Test
  void shouldBecomeJavaOnTheCoordinatorWhenRunFromAnotherFolder() throws Exception {
    Path home = Distribution.HOME;

    Outcome outcome = sandbox.script(home.resolve("bin/phalanx"), "run", "a b", "", "*").run();

    assertThat(outcome.lines())
        .containsExactly(
            jdk + "/bin/java",
            "@" + home + "/jvm.options",
            "-XX:TieredStopAtLevel=1",
            "-XX:AOTCache=" + home + "/lib/phalanx-coordinator.aot",
            "-Dphalanx.home=" + home,
            "-Dphalanx.caches=" + home + "/lib",
            "-Dphalanx.began=",
            "-cp",
            home + "/lib/phalanx-coordinator.jar",
            MAIN,
            "run",
            "a b",
            "",
            "*");
    assertThat(outcome.err()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"download, http://example.org/", "demo, downloader"})
  void shouldGiveChronicleMapToCommandsThatDownload(String first, String second) throws Exception {
    Path home = Distribution.HOME;

    List<String> lines = sandbox.script(home.resolve("bin/phalanx"), first, second).run().lines();

    assertThat(lines)
        .contains("-XX:AOTCache=" + home + "/lib/phalanx-download.aot")
        .anyMatch(line -> line.contains(":" + home + "/lib/map/chronicle-map.jar"));
  }

  @Test
  void shouldFindItsOwnHomeWhenRunThroughLinksIntoAPathWithSpaces() throws Exception {
    Path home = Files.createDirectory(folder.resolve("with space")).resolve("phal anx");
    Distribution.copy(Distribution.HOME, home);
    Path link = Files.createSymbolicLink(folder.resolve("first"), home.resolve("bin/stop-cluster"));
    Path relative = Files.createSymbolicLink(folder.resolve("second"), link.getFileName());

    Outcome outcome = sandbox.script(relative).run();

    assertThat(outcome.lines()).contains("-Dphalanx.home=" + home, "stop");
  }

  @ParameterizedTest
  @CsvSource({
    "start-cluster,  start",
    "stop-cluster,   stop",
    "cluster-status, status",
    "tail-logs,      logs -f",
    "run-demo,       demo matrix",
    "tune-workers,   tune",
    "chaos-test,     chaos",
  })
  void shouldOnlyCallPhalanx(String script, String command) throws Exception {
    Path program = Distribution.HOME.resolve("bin").resolve(script);

    List<String> lines = sandbox.script(program, "--dir", "a b").run().lines();

    String arguments = String.join("|", lines.subList(lines.indexOf(MAIN) + 1, lines.size()));
    assertThat(arguments).isEqualTo(command.replace(' ', '|') + "|--dir|a b");
  }

  @Test
  void shouldNeverBuildWhenInADistribution() throws Exception {
    Path called = folder.resolve("called");
    sandbox.installMaven(": >'" + called + "'");

    sandbox.script(Distribution.HOME.resolve("bin/phalanx")).run();

    assertThat(called).doesNotExist();
  }
}
