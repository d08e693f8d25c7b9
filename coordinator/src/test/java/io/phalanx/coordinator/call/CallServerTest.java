package io.phalanx.coordinator.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.phalanx.coordinator.call.Running.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/// Both sides of a call: the shell script that every `phalanx` goes through, in the shells that are
/// `sh` somewhere, and this process.
@ParameterizedClass
@ValueSource(strings = {"sh", "bash --posix"})
class CallServerTest {
  private static final String FALLBACK = "here\n";
  private static final long LIMIT_MS = 30_000;

  /// Stands for the `phalanx` script.
  static final String PROGRAM =
      """
      set -eu
      home=$PWD jdk=/jdk began=17
      eval "$PRELUDE"
      . "$CALL_SCRIPT"
      if call_cluster "$@"; then exit "$call_exit"; fi
      echo here
      """;

  @Parameter private String shell = "";

  @TempDir private Path folder;

  private final List<CallServer> servers = new ArrayList<>();
  private Path directory;
  private Path calls;

  @BeforeEach
  void install() throws IOException {
    directory = Files.createDirectory(folder.resolve("a user's cluster"));
    calls = directory.resolve("calls");
    Files.writeString(folder.resolve("build.id"), "b7");
  }

  @AfterEach
  void closeAll() {
    servers.forEach(CallServer::close);
  }

  @Test
  void shouldHandOverTheCommandLineAndWhatGoesWithIt() throws Exception {
    List<Call> heard = new ArrayList<>();
    serve(caller -> {
      heard.add(caller.call());
      return 0;
    });
    String[] words = {"run", "", "two words\nand lines", "50% \\n $HOME * '"};

    Outcome outcome = program(words).with("set -- \"$@\" \"$(printf '\\320\\201')\"").run();

    assertThat(outcome).isEqualTo(new Outcome(0, "", ""));
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--dir", directory.toString(), "\u0401"));
    assertThat(heard)
        .containsExactly(
            new Call(
                "b7",
                "/jdk",
                folder.toRealPath().toString(),
                "/the/default",
                "17",
                false,
                Map.of("PHALANX_KEEP_ALIVE", "10m"),
                all));
  }

  @Test
  void shouldPrintWhatItIsToldAndEndWithItsExitCode() throws Exception {
    serve(caller -> {
      say(caller, "result 100% \\n \u0401\n", "complaint\n");
      say(caller, "no line end", "");
      return 2;
    });

    assertThat(program("run").run())
        .isEqualTo(new Outcome(2, "result 100% \\n \u0401\nno line end", "complaint\n"));
  }

  @Test
  void shouldPrintLongResultsInTheirPlaces() throws Exception {
    String text = "0123456789\n".repeat(20_000);
    serve(caller -> {
      say(caller, "before\n", "");
      say(caller, text, "");
      say(caller, "after\n", "");
      return 0;
    });

    assertThat(program("run").run().out()).isEqualTo("before\n" + text + "after\n");
  }

  @Test
  void shouldServeManyAtOnce() throws Exception {
    int callers = 12;
    serve(caller -> {
      say(caller, caller.call().words().get(1) + "\n", "");
      return 0;
    });
    List<Running> running = new ArrayList<>();
    for (int i = 0; i < callers; i++) {
      running.add(program("run", String.valueOf(i)).start());
    }

    for (int i = 0; i < callers; i++) {
      // One that finds no free booth runs its command itself.
      assertThat(running.get(i).await().out()).isIn(i + "\n", FALLBACK);
    }
  }

  @Test
  void shouldRunItselfWhatTheClusterDoesNotServe() throws Exception {
    serve(caller -> CallHandler.ELSEWHERE);

    assertThat(program("run").run()).isEqualTo(new Outcome(0, FALLBACK, ""));
    assertThat(program("status").run()).isEqualTo(new Outcome(0, FALLBACK, ""));
  }

  @Test
  void shouldRunItselfWhereNothingIsServed() throws Exception {
    assertThat(program("run").run()).isEqualTo(new Outcome(0, FALLBACK, ""));
  }

  @Test
  void shouldRunItselfWhereTheClusterIsDead() throws Exception {
    Path booth = Files.createDirectories(calls.resolve("7"));
    Fifo.create(booth.resolve("in"));
    Fifo.create(booth.resolve("out"));

    assertThat(program("run").run()).isEqualTo(new Outcome(0, FALLBACK, ""));
  }

  @Test
  void shouldRunItselfWhatIsNotUnicode() throws Exception {
    serve(caller -> 0);

    Outcome outcome = program("run").with("set -- \"$@\" \"$(printf '\\377')\"").run();

    assertThat(outcome).isEqualTo(new Outcome(0, FALLBACK, ""));
  }

  @Test
  void shouldFailWhenTheCommandFailsUnexpectedly() throws Exception {
    serve(caller -> {
      throw new IllegalStateException("broken");
    });

    Outcome outcome = program("run").run();

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err()).startsWith("phalanx: the command failed").contains("broken");
  }

  @Test
  void shouldTellThatTheCallerWasKilled() throws Exception {
    CountDownLatch called = new CountDownLatch(1);
    CountDownLatch gone = new CountDownLatch(1);
    serve(caller -> {
      called.countDown();
      await("end of the caller", caller::isGone);
      gone.countDown();
      return 0;
    });
    Running running = program("run").start();
    await(called);

    running.process().destroyForcibly();

    await(gone);
  }

  @Test
  void shouldTellOfASignalAndStillPrintWhatCameOfIt() throws Exception {
    CountDownLatch called = new CountDownLatch(1);
    serve(caller -> {
      called.countDown();
      await("end of the caller", caller::isGone);
      say(caller, "", "cancelled\n");
      return 1;
    });
    Running running = program("run").start();
    await(called);

    running.process().destroy();

    assertThat(running.await()).isEqualTo(new Outcome(143, "", "cancelled\n"));
  }

  @Test
  void shouldNotPassForDoneWhenTheResultIsLost() throws Exception {
    serve(caller -> {
      say(caller, "result\n", "");
      return 0;
    });

    Outcome outcome = program("run").to(Path.of("/dev/full")).run();

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err()).isEqualTo("phalanx: cannot write the result; check the disk\n");
  }

  @Test
  void shouldHaveEnoughWhenTheReaderHas() throws Exception {
    serve(caller -> {
      say(caller, "result\n", "");
      say(caller, "x".repeat(200_000), "");
      return 0;
    });

    Running running =
        shell("{ " + shell + " -c \"$PROGRAM\" sh \"$@\"; echo \"exit $?\" >&2; } | :", "run");

    assertThat(running.run()).isEqualTo(new Outcome(0, "", "exit 0\n"));
  }

  @Test
  void shouldServeAgainWhenABoothWasTakenByOneThatNeverSpoke() throws Exception {
    serve(caller -> 0);
    await("booths", () -> booths().size() == 4);
    List<Path> before = booths();
    for (Path booth : before.subList(0, 3)) {
      Path taken = Files.createFile(booth.resolve("taken"));
      Files.setLastModifiedTime(taken, FileTime.fromMillis(0));
    }

    assertThat(program("run").run()).isEqualTo(new Outcome(0, "", ""));

    await(
        "new booths", () -> booths().size() == 4 && booths().stream().noneMatch(before::contains));
    assertThat(program("run").run()).isEqualTo(new Outcome(0, "", ""));
  }

  @Test
  void shouldLeaveNothingBehindWhenItIsClosed() throws Exception {
    CountDownLatch called = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    CallServer server =
        serve(caller -> {
          called.countDown();
          await(goOn);
          say(caller, "told\n", "");
          return 0;
        });
    Running running = program("run").start();
    await(called);

    Thread closing = Thread.ofPlatform().start(server::close);
    goOn.countDown();

    assertThat(running.await()).isEqualTo(new Outcome(0, "told\n", ""));
    closing.join();
    assertThat(calls).doesNotExist();
    assertThat(program("run").run()).isEqualTo(new Outcome(0, FALLBACK, ""));
  }

  private CallServer serve(CallHandler.Prepared commands) {
    CallServer server =
        CallServer.open(
            calls,
            new CallHandler() {
              @Override
              public void rehearse() {
                // Ready as it is.
              }

              @Override
              public Prepared prepare() {
                return commands;
              }
            });
    servers.add(server);
    await("a booth", () -> !booths().isEmpty());
    return server;
  }

  private List<Path> booths() {
    if (!Files.exists(calls)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(calls)) {
      return entries
          .filter(entry -> !String.valueOf(entry.getFileName()).startsWith("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void say(ServedCaller caller, String result, String complaint) {
    try {
      caller.out().write(result.getBytes(UTF_8));
      caller.out().flush();
      caller.err().write(complaint.getBytes(UTF_8));
      caller.err().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(LIMIT_MS, TimeUnit.MILLISECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void await(String what, BooleanSupplier condition) {
    long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LIMIT_MS);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - deadlineNs).as(what).isNegative();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }

  /// The program with a command line, in the cluster's directory.
  private Running program(String... words) {
    return shell(PROGRAM, words);
  }

  private Running shell(String script, String... words) {
    List<String> command = new ArrayList<>(List.of(shell.split(" ", -1)));
    command.addAll(List.of("-c", script, "sh"));
    command.addAll(List.of(words));
    command.addAll(List.of("--dir", directory.toString()));
    return new Running(folder, command);
  }
}
