package io.phalanx.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import io.phalanx.scripts.Script.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The scripts of a checkout with a Maven that only notes that it was called.
class BuildOnFirstUseIT {
  private static final List<String> SCRIPTS =
      List.of(
          "phalanx",
          "find-jdk.sh",
          "call-cluster.sh",
          "find-caches.sh",
          "build-distribution.sh",
          "jvm.options",
          "pom.xml");

  @TempDir private Path folder;
  private Sandbox sandbox;
  private Path checkout;
  private Path scripts;
  private Path calls;

  @BeforeEach
  void makeCheckout() throws IOException {
    sandbox = Sandbox.in(folder);
    sandbox.installJdk("jdk", "25.0.3");
    checkout = folder.resolve("check out");
    scripts = checkout.resolve("launch-scripts");
    calls = folder.resolve("calls");
    Files.createDirectories(checkout.resolve("shared/src/main/java"));
    Files.createDirectories(scripts.resolve("peers"));
    Files.writeString(checkout.resolve("pom.xml"), "");
    Files.writeString(checkout.resolve("shared/src/main/java/A.java"), "");
    for (String script : SCRIPTS) {
      Distribution.copy(Distribution.SCRIPTS.resolve(script), scripts.resolve(script));
    }
    sandbox.installMaven(noteCallAndBuild(""));
  }

  @Test
  void shouldBuildOnceWhenUsedTwice() throws Exception {
    Outcome first = phalanx().run();
    Outcome second = phalanx().run();

    assertThat(first.err()).hasLineCount(1).contains("building the distribution", "build.log");
    assertThat(second.err()).isEmpty();
    assertThat(second.lines()).contains("-Dphalanx.home=" + scripts.resolve("target/phalanx"));
    assertThat(calls).content().hasLineCount(1).contains("-DskipTests", "package");
    assertThat(scripts.resolve("target/build.lock")).doesNotExist();
  }

  @Test
  void shouldBuildAgainWhenASourceIsNewerOrGone() throws Exception {
    phalanx().run();
    Path source = checkout.resolve("shared/src/main/java/A.java");

    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(1)));
    phalanx().run();
    assertThat(calls).content().hasLineCount(2);

    Files.delete(source);
    Files.setLastModifiedTime(source.getParent(), FileTime.from(Instant.now().plusSeconds(1)));
    phalanx().run();
    assertThat(calls).content().hasLineCount(3);
  }

  @Test
  void shouldShowTheEndOfTheLogWhenTheBuildFails() throws Exception {
    sandbox.installMaven("echo first; echo the cause >&2; exit 1");

    Outcome outcome = phalanx().run();

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).contains("the cause", "build failed");
    assertThat(scripts.resolve("target/build.log")).content().contains("first", "the cause");
    assertThat(scripts.resolve("target/build.lock")).doesNotExist();
  }

  @Test
  void shouldSayHowToInstallMavenWhenThereIsNone() throws Exception {
    Files.delete(sandbox.tools().resolve("mvn"));

    Outcome outcome = phalanx().run();

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err()).contains("no mvn on PATH", "apt-get install maven");
  }

  @Test
  void shouldBuildOnceWhenTwoStartTogether() throws Exception {
    Path go = folder.resolve("go");
    sandbox.installMaven(noteCallAndBuild("while [ ! -e '" + go + "' ]; do sleep 0.05; done"));
    Script first = phalanx();
    Script second = phalanx();
    Process firstProcess = first.start();
    first.awaitErr("building");
    Process secondProcess = second.start();
    second.awaitErr("waiting for the build of process " + firstProcess.pid());
    Files.createFile(go);

    assertThat(first.await(firstProcess).exit()).isZero();
    assertThat(second.await(secondProcess).exit()).isZero();
    assertThat(calls).content().hasLineCount(1);
  }

  @Test
  void shouldBreakTheLockWhenItsOwnerIsDead() throws Exception {
    Process dead = Script.of(folder, Path.of("/bin/sh"), "-c", ":").start();
    dead.waitFor();
    Files.createDirectory(scripts.resolve("target"));
    Files.createSymbolicLink(
        scripts.resolve("target/build.lock"), Path.of(Long.toString(dead.pid())));

    assertThat(phalanx().run().exit()).isZero();
    assertThat(calls).content().hasLineCount(1);
  }

  private Script phalanx() throws IOException {
    return sandbox.script(scripts.resolve("phalanx"));
  }

  private String noteCallAndBuild(String wait) {
    Path distribution = scripts.resolve("target/phalanx");
    return """
    echo "$*" >>'%s'
    %s
    mkdir -p '%s'
    : >'%s/.built'
    """
        .formatted(calls, wait, distribution, distribution);
  }
}
