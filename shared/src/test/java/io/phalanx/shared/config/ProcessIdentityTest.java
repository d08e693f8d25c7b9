package io.phalanx.shared.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessIdentityTest {
  @Test
  void shouldKnowThisProcess() {
    ProcessIdentity self = ProcessIdentity.current();

    assertThat(self.pid()).isEqualTo(ProcessHandle.current().pid());
    assertThat(self.start()).isPositive();
    assertThat(self.isAlive()).isTrue();
    assertThat(ProcessIdentity.of(self.pid())).isEqualTo(self);
  }

  @Test
  void shouldNotTakeAnotherProcessOfThePidForIt() {
    ProcessIdentity self = ProcessIdentity.current();

    assertThat(new ProcessIdentity(self.pid(), self.start() + 1).isAlive()).isFalse();
  }

  @Test
  void shouldNoticeThatAChildHasEnded() throws Exception {
    Process child = new ProcessBuilder("cat").start();
    ProcessIdentity identity = ProcessIdentity.of(child.pid());
    assertThat(identity.isAlive()).isTrue();

    child.getOutputStream().close();
    child.waitFor();

    assertThat(identity.isAlive()).isFalse();
    assertThat(ProcessIdentity.of(child.pid()).start()).isZero();
    assertThat(ProcessIdentity.of(child.pid()).isAlive()).isFalse();
  }

  /// The child of a shell that became `cat`, which never waits for it.
  @Test
  void shouldNotTakeAZombieForAlive() throws Exception {
    Process shell = new ProcessBuilder("sh", "-c", "sleep 60 & echo $!; exec cat").start();
    try {
      long pid = Long.parseLong(shell.inputReader().readLine());
      await(Path.of("/proc/" + shell.pid() + "/comm"), "cat");
      ProcessIdentity identity = ProcessIdentity.of(pid);
      assertThat(identity.isAlive()).isTrue();

      ProcessHandle.of(pid).orElseThrow().destroyForcibly();
      await(Path.of("/proc/" + pid + "/stat"), ") Z ");

      assertThat(identity.isAlive()).isFalse();
      assertThat(ProcessIdentity.of(pid).start()).isZero();
    } finally {
      shell.destroyForcibly().waitFor();
    }
  }

  /// The name stands in parentheses in the file that is read, and may hold anything itself.
  @Test
  void shouldReadPastANameWithParenthesesAndBlanks(@TempDir Path folder) throws Exception {
    Path program = folder.resolve("a) R 1 (b");
    Files.copy(Path.of("/bin/cat"), program);
    Process child = new ProcessBuilder(program.toString()).start();
    try {
      ProcessIdentity identity = ProcessIdentity.of(child.pid());

      assertThat(identity.start()).isGreaterThanOrEqualTo(ProcessIdentity.current().start());
      assertThat(identity.isAlive()).isTrue();
    } finally {
      child.destroyForcibly().waitFor();
    }
  }

  @Test
  void shouldKnowNothingOfAPidThatNobodyHas() {
    ProcessIdentity nobody = ProcessIdentity.of(Integer.MAX_VALUE);

    assertThat(nobody.start()).isZero();
    assertThat(nobody.isAlive()).isFalse();
    assertThat(ProcessIdentity.of(-1).isAlive()).isFalse();
  }

  private static void await(Path file, String text) throws IOException {
    long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!Files.readString(file).contains(text)) {
      assertThat(System.nanoTime()).as(file + " contains " + text).isLessThan(deadlineNs);
      Thread.onSpinWait();
    }
  }
}
