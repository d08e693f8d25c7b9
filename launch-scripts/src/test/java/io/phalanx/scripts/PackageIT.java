package io.phalanx.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import io.phalanx.scripts.Script.Outcome;
import io.phalanx.shared.config.ClusterDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The tarball in a folder with spaces that nobody may write to, used by somebody who is not root
/// and has no HOME.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PackageIT {
  private static final Path SHELL = Path.of("/bin/sh");
  private static final boolean ROOT =
      ProcessHandle.current().info().user().orElse("").equals("root");

  /// A file or folder of the tarball in a text.
  private static final Pattern PLACE =
      Pattern.compile(
          "(?<![\\w/.~}*-])(?:/opt/phalanx/)?((?:bin|docs|examples|lib|peers|share)/[\\w./-]*\\w)");

  private Path folder;
  private Path home;
  private Path files;

  @BeforeAll
  void unpack(@TempDir Path root) throws Exception {
    folder = root;
    // As others must reach it.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path place = Files.createDirectory(folder.resolve("un packed"));
    files = Files.createDirectory(folder.resolve("some files"));
    Files.setPosixFilePermissions(files, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(shell("tar -xzf \"$1\" -C \"$2\"", tarball(), place).exit()).isZero();
    try (Stream<Path> unpacked = Files.list(place)) {
      home = unpacked.findFirst().orElseThrow();
    }
    assertThat(shell("chmod -R a-w \"$1\"", place).exit()).isZero();
  }

  @Test
  void shouldWorkForSomebodyWithoutAHomeFromAFolderThatIsReadOnly() throws Exception {
    Map<Path, String> before = installed();

    Outcome outcome =
        asNobody(
            """
            phalanx start --workers 2 --detach
            phalanx run sigmoid --shape 300x200 --out out.npy
            phalanx matrix checksum out.npy
            phalanx scale 3
            phalanx status
            phalanx logs --all -n 100
            phalanx task submit prime-count '{"below": 100}'
            phalanx task result t1
            phalanx stop
            phalanx run sum out.npy --json
            """);

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(outcome.lines())
        .contains("{\"below\":100,\"primes\":25}")
        .anyMatch(line -> line.startsWith("{\"job\":"));
    assertThat(outcome.out()).contains("workers: 2 -> 3", "worker ready", "IDLE", "sigmoid");
    assertThat(outcome.err()).doesNotContainIgnoringCase("cannot", "denied", "warning");
    assertThat(installed()).isEqualTo(before);
  }

  @Test
  void shouldHoldWhatBelongsToIt() throws Exception {
    assertThat(home.resolve("LICENSE")).exists();
    assertThat(home.resolve("NOTICE")).exists();
    assertThat(home.resolve("examples/user-kernel/build-jar")).isExecutable();
    assertThat(home.resolve("share/man/man1/phalanx-task-submit.1")).content().startsWith(".TH ");
    assertThat(home.resolve("share/zsh/site-functions/_phalanx")).content().startsWith("#compdef ");
    assertThat(installed().keySet())
        .noneMatch(file -> file.toString().matches(".*([.](aot|jsa|SHA-256)|made-for|[.]built)"));
  }

  @Test
  void shouldHaveTextsThatNameWhatIsThere() throws IOException {
    Guide readme = Guide.read(home.resolve("README.md"));
    List<Guide> guides = Guide.in(home.resolve("docs"));
    assertThat(guides).isNotEmpty();
    assertThat(readme.links()).containsAll(guides.stream().map(Guide::file).toList());
    List<Guide> texts = new ArrayList<>(guides);
    texts.addAll(Guide.in(home.resolve("examples/user-kernel")));
    texts.add(readme);
    for (Guide text : texts) {
      assertThat(text.brokenLinks()).as("%s", text.file()).isEmpty();
      assertThat(text.text())
          .as("%s", text.file())
          .doesNotContainPattern("launch-scripts/(?!target/phalanx-VERSION)");
      PLACE
          .matcher(text.text())
          .results()
          .forEach(place -> assertThat(home.resolve(place.group(1))).exists());
    }
  }

  /// Run in a terminal by somebody who has nothing but the tarball, which it unpacks first.
  @Test
  void shouldDoWhatItsReadmeSays() throws Exception {
    Path place = Files.createDirectory(folder.resolve("read me"));
    Files.createSymbolicLink(place.resolve(tarball().getFileName()), tarball());
    String commands = Guide.read(home.resolve("README.md")).commands();
    assertThat(commands).contains("tar ", "phalanx top\n", "phalanx stop\n");
    Files.writeString(place.resolve("commands.sh"), commands);
    Path trace = Files.createFile(place.resolve("trace.txt"));
    Path exit = place.resolve("exit.txt");
    ClusterProcesses cluster =
        new ClusterProcesses(new ClusterDirectory(place.resolve(".phalanx/default")));

    try (Tmux terminal = Tmux.open(environment(place))) {
      terminal.type(
          "cd; BASH_XTRACEFD=9 bash -euxo pipefail commands.sh 9>trace.txt; "
              + "echo $? >end; mv end exit.txt");
      Await.until(
          "top or the end", Await.LONG, () -> Files.exists(exit) || isIn(trace, "+ phalanx top\n"));
      if (!Files.exists(exit)) {
        terminal.await("q quit");
        terminal.press("q");
      }
      Await.until("the end", Await.LONG, () -> Files.exists(exit));

      assertThat(exit).as(terminal.history()).hasContent("0");
      cluster.awaitNone(Await.LONG);
    } finally {
      cluster.killAll();
    }
  }

  private static Map<String, String> environment(Path home) {
    return Map.of(
        "PATH", System.getenv("PATH"),
        "HOME", home.toString(),
        "LC_ALL", "C.UTF-8",
        "PHALANX_CACHE_DIR", "none",
        "PHALANX_JAVA_HOME", System.getProperty("java.home"));
  }

  private static boolean isIn(Path file, String text) {
    try {
      return Files.readString(file).contains(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void shouldCompleteFromTheScriptThatIsInIt() throws Exception {
    Outcome outcome =
        shell(
            """
            exec bash -c '. "$1"; COMP_WORDS=(phalanx sta); COMP_CWORD=1
              _phalanx_complete; echo "${COMPREPLY[*]}"' bash "$1"
            """,
            home.resolve("share/bash-completion/completions/phalanx"));

    assertThat(outcome.lines()).as(outcome.err()).containsExactly("start status");
    Path ofZsh = home.resolve("share/zsh/site-functions/_phalanx");
    assertThat(shell("! command -v zsh >/dev/null || exec zsh -n \"$1\"", ofZsh).exit()).isZero();
  }

  @Test
  void shouldHaveAUnitThatSystemdTakes() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("phalanx"), home);
    Path unit = folder.resolve("phalanx.service");
    Files.writeString(
        unit,
        Files.readString(home.resolve("examples/systemd/phalanx.service"))
            .replace("/opt/phalanx", link.toString()));

    Outcome outcome =
        shell(
            "command -v systemd-analyze >/dev/null || exit 0; systemd-analyze verify \"$1\"", unit);

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(outcome.err().lines().filter(line -> line.contains("phalanx.service"))).isEmpty();
  }

  /// Runs commands with phalanx, without HOME and without a cache that would be in one.
  private Outcome asNobody(String commands) throws Exception {
    List<String> words =
        ROOT
            ? List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
            : List.of("env");
    List<String> command = new ArrayList<>(words);
    String script = "set -e; phalanx() { \"$0\" \"$@\"; }; cd \"$1\"; shift\n" + commands;
    command.addAll(
        List.of("/bin/sh", "-c", script, home.resolve("bin/phalanx").toString(), files.toString()));
    return Script.of(folder, Path.of("/usr/bin/env"), command.toArray(String[]::new))
        .with("PATH", "/usr/bin:/bin")
        .with("TMPDIR", files)
        .with("PHALANX_DIR", files.resolve("a cluster"))
        .with("PHALANX_CACHE_DIR", ROOT ? folder.resolve("not writable") : "none")
        .with("PHALANX_JAVA_HOME", System.getProperty("java.home"))
        .within(Duration.ofMinutes(2))
        .run();
  }

  private Outcome shell(String commands, Path... arguments) throws Exception {
    List<String> words = new ArrayList<>(List.of("-c", commands, "sh"));
    Stream.of(arguments).map(Path::toString).forEach(words::add);
    return Script.of(folder, SHELL, words.toArray(String[]::new))
        .with("PATH", System.getenv("PATH"))
        .run();
  }

  /// Every file that was unpacked, with what would tell a change.
  private Map<Path, String> installed() throws IOException {
    Map<Path, String> found = new TreeMap<>();
    try (Stream<Path> all = Files.walk(home)) {
      for (Path file : all.toList()) {
        found.put(home.relativize(file), Files.getLastModifiedTime(file) + " " + Files.size(file));
      }
    }
    return found;
  }

  private static Path tarball() throws IOException {
    try (Stream<Path> built = Files.list(Distribution.HOME.getParent())) {
      return built.filter(file -> file.toString().endsWith(".tar.gz")).findFirst().orElseThrow();
    }
  }
}
