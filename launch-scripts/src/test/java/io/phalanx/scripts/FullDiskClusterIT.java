package io.phalanx.scripts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.phalanx.scripts.Matrices.Shape;
import io.phalanx.scripts.Script.Outcome;
import io.phalanx.shared.matrix.DType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A file system of 24 MiB, really full: first for an output, then for the whole cluster directory,
/// its logs and queues included. Nothing crashes, nothing is damaged, and all goes on when there is
/// room again.
class FullDiskClusterIT {
  private static final Path SHELL = Path.of("/bin/sh");

  @TempDir private Path root;
  private Path disk;
  private Path input;
  private String before = "";

  @BeforeEach
  void makeFiles() throws IOException {
    disk = Files.createDirectory(root.resolve("a disk"));
    input =
        Matrices.write(
            root.resolve("in.npy"),
            DType.FLOAT64,
            new Shape(2048, 2048),
            index -> Math.floorMod(index * 7919, 17) - 8.5);
    before = Matrices.checksum(input);
  }

  @Test
  void shouldRefuseAnOutputThatDoesNotFit() throws Exception {
    Outcome outcome =
        onSmallDisk(
            """
            phalanx run sigmoid "$INPUT" --out "$DISK/out.npy" --dir "$ROOT/c"
            echo "exit=$?"
            ls -A "$DISK"
            """);

    assertThat(outcome.lines()).containsExactly("exit=1");
    assertThat(outcome.err())
        .contains("cannot create matrix", "No space left on device", "free some space")
        .doesNotContain("Exception in", "SIGBUS");
    assertThat(Matrices.checksum(input)).isEqualTo(before);
  }

  @Test
  void shouldRefuseToStartOnAFullDisk() throws Exception {
    Outcome outcome =
        onSmallDisk(
            """
            cat /dev/zero > "$DISK/fill" 2>/dev/null
            phalanx run sum "$INPUT" --dir "$DISK/c"
            echo "exit=$?"
            rm "$DISK/fill"
            phalanx run sum "$INPUT" --dir "$DISK/c" >/dev/null
            echo "exit=$?"
            """);

    assertThat(outcome.lines()).containsExactly("exit=1", "exit=0");
    assertThat(outcome.err())
        .containsPattern("No space left on device|no room for a message")
        .doesNotContain("Exception in", "\tat ");
  }

  /// The first job finds no room for its files, and its record none either: it is told as failed
  /// once there is some. A worker that is lost meanwhile is replaced then.
  @Test
  void shouldWorkAgainWhenTheDirectoryWasFull() throws Exception {
    Outcome outcome =
        onSmallDisk(
            """
            cp "$INPUT" "$ROOT/changed.npy"
            phalanx start --detach --workers 2 --dir "$DISK/c"
            job=$(phalanx submit sum "$INPUT" --dir "$DISK/c")
            phalanx wait "$job" --dir "$DISK/c" >/dev/null; echo "before=$?"
            cat /dev/zero > "$DISK/fill" 2>/dev/null
            job=$(phalanx submit affine "$ROOT/changed.npy" --in-place --dir "$DISK/c")
            echo "submit=$?"
            pkill -9 -f "WorkerMain $DISK/c 0"
            while phalanx status --dir "$DISK/c" | grep -q "^ *0 .* IDLE"; do :; done
            echo "lost"
            rm "$DISK/fill"
            until phalanx status --dir "$DISK/c" | grep -q "^ *0 .* IDLE"; do :; done
            echo "replaced"
            phalanx run sum "$INPUT" --dir "$DISK/c" >/dev/null; echo "after=$?"
            phalanx stop --dir "$DISK/c"; echo "stop=$?"
            """);

    assertThat(outcome.lines())
        .containsSubsequence(List.of("before=0", "lost", "replaced", "after=0", "stop=0"));
    assertThat(outcome.err()).doesNotContain("Exception in", "\tat ");
    assertThat(Matrices.checksum(input)).isEqualTo(before);
    assertThat(Matrices.checksum(root.resolve("changed.npy"))).isEqualTo(before);
  }

  /// There are as many results as elements, and room for half of them.
  @Test
  void shouldFailTheJobWhoseResultsPerRowDoNotFit() throws Exception {
    Matrices.write(
        root.resolve("tall.npy"), DType.FLOAT64, new Shape(1 << 22, 1), index -> index % 17);
    Outcome outcome =
        onSmallDisk(
            """
            phalanx start --detach --workers 2 --dir "$DISK/c"
            phalanx run sum "$ROOT/tall.npy" --param axis=rows --dir "$DISK/c" >/dev/null
            echo "tall=$?"
            phalanx run sum "$INPUT" --param axis=rows --dir "$DISK/c" >/dev/null; echo "after=$?"
            phalanx stop --dir "$DISK/c"; echo "stop=$?"
            """);

    assertThat(outcome.lines()).containsSubsequence(List.of("tall=1", "after=0", "stop=0"));
    assertThat(outcome.err())
        .contains("free some space")
        .doesNotContain("Exception in", "\tat ", "SIGBUS");
  }

  /// Runs a shell script in namespaces of its own, where `$DISK` is a new file system.
  private Outcome onSmallDisk(String steps) throws IOException, InterruptedException {
    Path script = root.resolve("steps.sh");
    Files.writeString(
        script,
        """
        mount -t tmpfs -o size=24m none "$DISK" || exit 77
        phalanx() { "$PHALANX" "$@"; }
        """
            + steps);
    Outcome outcome =
        Script.of(root, SHELL, "-c", "exec unshare -rm /bin/sh \"$0\"", script.toString())
            .with("PATH", System.getenv("PATH"))
            .with("HOME", root)
            .with("DISK", disk)
            .with("ROOT", root)
            .with("INPUT", input)
            .with("PHALANX", Distribution.HOME.resolve("bin/phalanx"))
            .with("PHALANX_JAVA_HOME", System.getProperty("java.home"))
            .within(Duration.ofMinutes(2))
            .run();
    assumeTrue(
        outcome.exit() != 77 && !outcome.err().startsWith("unshare:"),
        () -> "no right to mount in a namespace: " + outcome.err());
    return outcome;
  }
}
