package io.phalanx.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import io.phalanx.shared.testing.Requirement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// A terminal with a shell in it, which a test types into and looks at: one session of tmux, on a
/// server of its own.
///
/// Where there is no tmux, tests are skipped with that reason, unless `PHALANX_REQUIRE_TMUX=1`,
/// under which they fail.
final class Tmux implements AutoCloseable {
  private static final String PROMPT = "next$ ";

  /// Long enough for a program to start on a busy machine, and to draw.
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final String socket;
  private final Map<String, String> environment;

  private Tmux(String socket, Map<String, String> environment) {
    this.socket = socket;
    this.environment = Map.copyOf(environment);
  }

  /// Opens a terminal of 80 × 24.
  ///
  /// @param environment all that the shell has
  static Tmux open(Map<String, String> environment) {
    require();
    Tmux tmux = new Tmux("phalanx-test-" + ProcessHandle.current().pid(), environment);
    tmux.tmux("new-session", "-d", "-x", "80", "-y", "24", "exec sh -i");
    // Whatever the shell and its start-up files think of prompts.
    tmux.type("PS1='" + PROMPT + "'; clear");
    tmux.await("a prompt", screen -> screen.equals(List.of(PROMPT.strip())));
    return tmux;
  }

  private static void require() {
    boolean found =
        Arrays.stream(System.getenv("PATH").split(":", -1))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "tmux")));
    if (!found) {
      Requirement.missing("PHALANX_REQUIRE_TMUX", "no tmux: apt install tmux");
    }
  }

  /// Types a line.
  void type(String line) {
    tmux("send-keys", "-l", line);
    press("Enter");
  }

  /// Presses keys, by the names that tmux has for them.
  void press(String... keys) {
    List<String> words = new ArrayList<>(List.of("send-keys"));
    words.addAll(List.of(keys));
    tmux(words.toArray(String[]::new));
  }

  void resize(int columns, int rows) {
    tmux("resize-window", "-x", String.valueOf(columns), "-y", String.valueOf(rows));
  }

  /// The lines that are seen, without blanks at their ends, down to the last that is not empty.
  List<String> screen() {
    return tmux("capture-pane", "-p").lines().map(String::stripTrailing).toList();
  }

  /// The same and everything that was there before.
  String history() {
    return tmux("capture-pane", "-p", "-S", "-");
  }

  /// What is seen, with the sequences that colour it.
  String colouredScreen() {
    return tmux("capture-pane", "-p", "-e");
  }

  /// Process id of the command that the shell waits for.
  long foreground() {
    long shell = Long.parseLong(tmux("display-message", "-p", "#{pane_pid}").strip());
    return ProcessHandle.of(shell).orElseThrow().children().findFirst().orElseThrow().pid();
  }

  /// Waits until the screen shows what is wanted.
  List<String> await(String what, Predicate<List<String>> wanted) {
    List<String> seen = new ArrayList<>();
    try {
      Await.until(
          what,
          LIMIT,
          () -> {
            seen.clear();
            seen.addAll(screen());
            while (!seen.isEmpty() && seen.getLast().isEmpty()) {
              seen.removeLast();
            }
            return wanted.test(seen);
          });
    } catch (AssertionError e) {
      throw new AssertionError(what + " on the screen:\n" + String.join("\n", seen), e);
    }
    return seen;
  }

  /// Waits until the screen shows a text.
  List<String> await(String text) {
    return await(text, screen -> screen.stream().anyMatch(line -> line.contains(text)));
  }

  @Override
  public void close() {
    tmux("kill-server");
  }

  private String tmux(String... words) {
    List<String> command = new ArrayList<>(List.of("tmux", "-L", socket, "-f", "/dev/null"));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as("%s: %s", command, said).isZero();
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
