package io.phalanx.scripts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.phalanx.scripts.Script.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The scripts of a distribution that was unpacked, with a java that only makes the files it is
/// asked for: who has AOT caches made, where, and when again.
class CachesIT {
  private static final String JAVA =
      """
      #!/bin/sh
      case "$*" in
        *-XX:AOTMode=* | *-Xshare:dump* | *-Dphalanx.aot.record=*) ;;
        *) exit 0 ;;
      esac
      echo "$*" >>"$CALLS"
      for word; do
        case $word in
          -XX:AOTConfiguration=* | -XX:AOTCache=* | -XX:SharedArchiveFile=* | -Dphalanx.aot.record=*)
            echo "a class id: 1" >"${word#*=}" ;;
        esac
      done
      sleep 0.1
      """;

  @TempDir private Path folder;
  private Path home;
  private Path user;

  @BeforeEach
  void install() throws IOException {
    Sandbox sandbox = Sandbox.in(folder);
    Path java = sandbox.installJdk("jdk", "25.0.3").resolve("bin/java");
    Files.writeString(java, JAVA);
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    home = Files.createDirectory(folder.resolve("un packed"));
    user = Files.createDirectory(folder.resolve("a user"));
    Distribution.copy(Distribution.HOME.resolve("bin"), home.resolve("bin"));
    Files.createDirectory(home.resolve("lib"));
    Files.writeString(home.resolve("build.id"), "first");
  }

  @Test
  void shouldMakeCachesOnceWhenTwoStartTogether() throws Exception {
    Script first = phalanx("start");
    Script second = phalanx("run", "sum");
    Process one = first.start();
    Process other = second.start();
    Outcome outcome = first.await(one);

    assertThat(second.await(other).exit()).isZero();
    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out() + outcome.err()).isEmpty();
    Path caches = awaitCaches("first");
    assertThat(names(caches))
        .containsExactly(
            "made-for",
            "made-in",
            "phalanx-coordinator.aot",
            "phalanx-download.aot",
            "phalanx-worker.jsa");
    assertThat(
            Files.readString(folder.resolve("calls")).lines().filter(call -> call.contains("run")))
        .hasSize(3);
    assertThat(Files.getPosixFilePermissions(caches))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    assertThat(cachesOf(phalanx("status"))).isEqualTo(caches.toString());
    assertThat(names(home)).containsExactly("bin", "build.id", "lib");
    assertThat(names(home.resolve("lib"))).isEmpty();
  }

  @Test
  void shouldMakeThemAgainForAnotherBuildAndRemoveThoseOfInstallationsThatAreGone()
      throws Exception {
    phalanx("start").run();
    Path caches = awaitCaches("first");
    Path gone = Files.createDirectory(caches.resolveSibling("gone"));
    Files.writeString(gone.resolve("made-in"), folder.resolve("no such") + "\n");
    Files.writeString(gone.resolve("phalanx-worker.jsa"), "");
    Files.writeString(home.resolve("build.id"), "second");

    phalanx("status").run();
    assertThat(Files.readString(caches.resolve("made-for"))).contains("first");
    phalanx("start").run();

    assertThat(awaitCaches("second")).isEqualTo(caches);
    Await.until("no caches of " + gone, Await.LONG, () -> !Files.exists(gone));
  }

  @Test
  void shouldDoWithoutWhereThereCanBeNone() throws Exception {
    List<Script> scripts =
        List.of(
            phalanx("start").with("PHALANX_CACHE_DIR", "none"),
            phalanx("start").with("HOME", "/dev/null/nobody"),
            phalanx("start").with("XDG_CACHE_HOME", "/proc"));
    for (Script script : scripts) {
      Outcome outcome = script.run();
      assertThat(outcome.exit()).isZero();
      assertThat(outcome.out() + outcome.err()).isEmpty();
    }
    assertThat(folder.resolve("calls")).doesNotExist();
    assertThat(user.resolve(".cache")).doesNotExist();
  }

  /// What a process loads from there could be made by anybody else.
  @Test
  void shouldLoadNothingFromAFolderOfSomebodyElse() throws Exception {
    phalanx("start").run();
    Path caches = awaitCaches("first");
    assumeTrue(ProcessHandle.current().info().user().orElse("").equals("root"), "not root");
    Files.setOwner(
        caches,
        caches.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));

    assertThat(cachesOf(phalanx("run"))).isEqualTo(home.resolve("lib").toString());
  }

  private Script phalanx(String... arguments) throws IOException {
    return Script.of(folder, home.resolve("bin/phalanx"), arguments)
        .with("PATH", "/usr/bin:/bin")
        .with("HOME", user)
        .with("CALLS", folder.resolve("calls"))
        .with("PHALANX_JAVA_HOME", folder.resolve("jdks/jdk"))
        .with("PHALANX_DIR", folder.resolve("cluster"));
  }

  private static String cachesOf(Script phalanx) throws Exception {
    String option = "-Dphalanx.caches=";
    return phalanx.with("PHALANX_PRINT_COMMAND", 1).run().lines().stream()
        .filter(line -> line.startsWith(option))
        .map(line -> line.substring(option.length()))
        .findFirst()
        .orElseThrow();
  }

  private Path awaitCaches(String build) throws IOException {
    Path all = user.resolve(".cache/phalanx");
    Await.until("caches in " + all, Await.LONG, () -> isMade(all, build));
    try (Stream<Path> folders = Files.list(all)) {
      return folders
          .filter(made -> Files.exists(made.resolve("made-for")))
          .findFirst()
          .orElseThrow();
    }
  }

  private static boolean isMade(Path all, String build) {
    try (Stream<Path> files = Files.walk(all)) {
      List<Path> found = files.toList();
      return found.stream().noneMatch(file -> file.endsWith("making"))
          && found.stream().anyMatch(file -> file.endsWith("made-for") && says(file, build));
    } catch (IOException | UncheckedIOException e) {
      return false; // not there yet, or changing
    }
  }

  private static boolean says(Path file, String build) {
    try {
      return Files.readString(file).endsWith(" " + build + "\n");
    } catch (IOException e) {
      return false; // being replaced
    }
  }

  private static List<String> names(Path parent) throws IOException {
    try (Stream<Path> files = Files.list(parent)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
