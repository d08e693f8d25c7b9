package io.phalanx.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import io.phalanx.scripts.Script.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistributionIT {
  private static final Path LIB = Distribution.HOME.resolve("lib");
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin/java");
  private static final String WARNING_OF_THE_JVM =
      "WARNING: Using incubator modules: jdk.incubator.vector\n";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"phalanx-worker.jar", "phalanx-coordinator.jar"})
  void shouldHoldEveryJarThatAManifestNames(String jar) throws IOException {
    assertThat(classPath(jar))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(LIB.resolve(name)).exists());
  }

  @Test
  void shouldKeepWhatWorkersDoNotUseFromTheirClassPath() throws IOException {
    assertThat(classPath("phalanx-worker.jar"))
        .contains("phalanx-shared.jar", "chronicle-queue.jar")
        .noneMatch(name -> name.matches("(picocli|commons-exec|chronicle-map|jna|jnr|affinity).*"));
  }

  @Test
  void shouldKeepChronicleMapFromTheClassPathOfOrdinaryCommands() throws IOException {
    assertThat(classPath("phalanx-coordinator.jar"))
        .contains("picocli.jar")
        .noneMatch(name -> name.matches("(chronicle-(map|values|algorithms)|compiler|javapoet).*"));
    assertThat(LIB.resolve("map").resolve("chronicle-map.jar")).exists();
  }

  @Test
  void shouldKeepTheLibraryOfTheLiveViewFromTheClassPathOfOtherCommands() throws IOException {
    assertThat(classPath("phalanx-coordinator.jar")).noneMatch(name -> name.startsWith("jline"));
    try (Stream<Path> jars = Files.list(LIB.resolve("top"))) {
      assertThat(jars.map(jar -> jar.getFileName().toString()))
          .containsExactlyInAnyOrder("jline-terminal.jar", "jline-terminal-ffm.jar");
    }
  }

  /// Chronicle's manifests name versioned neighbours, which would come in again.
  @Test
  void shouldPullNothingInThroughTheManifestsOfLibraries() throws IOException {
    try (Stream<Path> jars = Files.list(LIB)) {
      List<Path> libraries =
          jars.filter(jar -> jar.toString().endsWith(".jar"))
              .filter(jar -> !jar.getFileName().toString().startsWith("phalanx-"))
              .toList();
      for (Path library : libraries) {
        assertThat(classPath(library.getFileName().toString()))
            .as("named by %s", library)
            .noneMatch(name -> Files.exists(LIB.resolve(name)));
      }
    }
  }

  @Test
  void shouldSayNothingOfItsOwnWhenTheJvmStarts() throws Exception {
    String options = "@" + Distribution.HOME.resolve("jvm.options");

    Outcome outcome = Script.of(folder, JAVA, options, "--version").run();

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void shouldStartACoordinatorFromItsAotCache() throws Exception {
    Path cache = LIB.resolve("phalanx-coordinator.aot");

    Outcome outcome =
        startFrom(
            cache, "-XX:AOTMode=on", "-cp", LIB.resolve("phalanx-coordinator.jar").toString());

    assertThat(cache).exists();
    assertThat(outcome.exit()).isZero();
  }

  @Test
  void shouldStartADownloadFromItsAotCache() throws Exception {
    List<String> classPath = new ArrayList<>();
    classPath.add(LIB.resolve("phalanx-coordinator.jar").toString());
    try (Stream<Path> jars = Files.list(LIB.resolve("map"))) {
      jars.map(Path::toString).sorted().forEach(classPath::add);
    }
    Path cache = LIB.resolve("phalanx-download.aot");

    Outcome outcome = startFrom(cache, "-XX:AOTMode=on", "-cp", String.join(":", classPath));

    assertThat(cache).exists();
    assertThat(outcome.exit()).isZero();
  }

  @Test
  void shouldStartAWorkerFromItsArchiveOfClasses() throws Exception {
    Path archive = LIB.resolve("phalanx-worker.jsa");

    Outcome outcome =
        Script.of(
                folder,
                JAVA,
                "@" + Distribution.HOME.resolve("jvm.options"),
                "@" + Distribution.HOME.resolve("worker.options"),
                "-Xshare:on",
                "-XX:SharedArchiveFile=" + archive,
                "-cp",
                LIB.resolve("phalanx-worker.jar").toString(),
                "--version")
            .run();

    assertThat(archive).exists();
    assertThat(outcome.exit()).isZero();
  }

  @Test
  void shouldStartWithoutAWordFromATornAotCache() throws Exception {
    Path torn = folder.resolve("torn.aot");
    byte[] whole = Files.readAllBytes(LIB.resolve("phalanx-coordinator.aot"));
    Files.write(torn, Arrays.copyOf(whole, whole.length / 2));

    Outcome outcome = startFrom(torn, "-XX:AOTMode=auto");

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void shouldCarryMessagesOnTheClassPathOfAWorkerWithoutAComplaint() throws Exception {
    Path tests =
        Path.of(QueueProbe.class.getProtectionDomain().getCodeSource().getLocation().toURI());

    Outcome outcome =
        Script.of(
                folder,
                JAVA,
                "@" + Distribution.HOME.resolve("jvm.options"),
                "@" + Distribution.HOME.resolve("worker.options"),
                "@" + Distribution.HOME.resolve("compiler.options"),
                "-cp",
                LIB.resolve("phalanx-worker.jar") + ":" + tests,
                QueueProbe.class.getName(),
                folder.resolve("queue").toString())
            .run();

    assertThat(outcome.err()).isEqualTo(WARNING_OF_THE_JVM);
    assertThat(outcome.out()).isEqualTo("499500\n");
  }

  private Outcome startFrom(Path cache, String... options) throws Exception {
    List<String> words = new ArrayList<>();
    words.add("@" + Distribution.HOME.resolve("jvm.options"));
    words.add("-XX:AOTCache=" + cache);
    words.addAll(List.of(options));
    words.add("--version");
    return Script.of(folder, JAVA, words.toArray(String[]::new)).run();
  }

  private static List<String> classPath(String jar) throws IOException {
    try (JarFile file = new JarFile(LIB.resolve(jar).toFile())) {
      String names = file.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      return names == null ? List.of() : List.of(names.split(" "));
    }
  }
}
