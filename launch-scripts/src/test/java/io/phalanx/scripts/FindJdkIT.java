package io.phalanx.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import io.phalanx.scripts.Script.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FindJdkIT {
  private static final Path PHALANX = Distribution.HOME.resolve("bin/phalanx");

  @TempDir private Path folder;
  private Sandbox sandbox;

  @BeforeEach
  void makeSandbox() throws IOException {
    sandbox = Sandbox.in(folder);
  }

  @Test
  void shouldSayWhatWasSeenAndWhatToInstallWhenThereIsNoJdk() throws Exception {
    Path old = sandbox.installJdk("old", "17.0.15");

    Outcome outcome = sandbox.script(PHALANX, "ops").run();

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .contains(old + " (17.0.15)", sandbox.jdks().toString())
        .contains("apt-get install", "dnf install", "brew install", "sdk install");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "temurin-25",
        "with space",
        "temurin-25.jdk/Contents/Home",
        "openjdk@25/libexec/openjdk.jdk/Contents/Home"
      })
  void shouldFindAJdkWhenItLiesAsInstallersPutIt(String name) throws Exception {
    sandbox.installJdk("aaa-17", "17.0.15");
    sandbox.installJdk("zzz-26", "26");
    Path jdk = sandbox.installJdk(name, "25.0.3");

    assertThat(sandbox.script(PHALANX).run().lines().getFirst()).isEqualTo(jdk + "/bin/java");
  }

  @ParameterizedTest
  @ValueSource(strings = {"25", "25.0.3", "25-ea", "25+36"})
  void shouldAcceptEveryFormOfTheVersion(String version) throws Exception {
    sandbox.installJdk("jdk", version);

    assertThat(sandbox.script(PHALANX).run().exit()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"26", "24.0.2", "250", "1.8.0_25", ""})
  void shouldRefuseEveryOtherVersion(String version) throws Exception {
    sandbox.installJdk("jdk", version);

    assertThat(sandbox.script(PHALANX).run().exit()).isEqualTo(1);
  }

  @Test
  void shouldRefuseAJavaWithoutCompiler() throws Exception {
    Files.delete(sandbox.installJdk("jre", "25.0.3").resolve("bin/javac"));

    assertThat(sandbox.script(PHALANX).run().err()).contains("jre (25.0.3, without javac");
  }

  @Test
  void shouldPreferJavaHomeToThePathAndThePathToTheUsualPlaces() throws Exception {
    Path first = sandbox.installJdk("c", "25.0.1");
    Path second = sandbox.installJdk("b", "25.0.2");
    Path usual = sandbox.installJdk("a", "25.0.3");
    assertThat(sandbox.script(PHALANX).run().out()).startsWith(usual + "/bin/java\n");

    Files.createSymbolicLink(sandbox.tools().resolve("java"), second.resolve("bin/java"));
    assertThat(sandbox.script(PHALANX).run().out()).startsWith(second + "/bin/java\n");

    assertThat(sandbox.script(PHALANX).with("JAVA_HOME", first).run().out())
        .startsWith(first + "/bin/java\n");
  }

  @Test
  void shouldPassOverJavaHomeWhenItIsOfAnotherVersion() throws Exception {
    Path old = sandbox.installJdk("old", "17.0.15");
    Path jdk = sandbox.installJdk("jdk", "25.0.3");

    assertThat(sandbox.script(PHALANX).with("JAVA_HOME", old).run().out())
        .startsWith(jdk + "/bin/java\n");
  }

  @Test
  void shouldNotLookElsewhereWhenTheJdkWasNamedAndIsWrong() throws Exception {
    Path old = sandbox.installJdk("old", "17.0.15");
    sandbox.installJdk("jdk", "25.0.3");

    Outcome outcome = sandbox.script(PHALANX).with("PHALANX_JAVA_HOME", old).run();

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err()).contains("PHALANX_JAVA_HOME", old + " (17.0.15)", "brew install");
  }
}
