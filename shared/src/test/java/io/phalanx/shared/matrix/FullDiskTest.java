package io.phalanx.shared.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A file system that is really full: a small tmpfs that only a child process sees, so that nothing
/// needs to be unmounted.
class FullDiskTest {
  @TempDir private Path directory;

  @Test
  @Timeout(60)
  void shouldRefuseAtCreationAndNeverCrashLaterWhenTheDiskIsFull() throws Exception {
    String output = run("1m", FullDiskProbe.class);

    assertThat(output)
        .startsWith("exit=0")
        .contains("create: MatrixIoException cannot create matrix: file=" + directory + "/x.npy, ")
        .contains("cause=No space left on device, neededBytes=4198400, availableBytes=1048576; ")
        .contains("left: []")
        .containsPattern("fallocate: FileSystemException .*: No space left on device")
        .contains("zeros: IOException No space left on device")
        .contains("holes: MatrixIoException no room for the holes of matrix: file=" + directory)
        .contains("filled up: IOException No space left on device")
        .contains("a writer: MatrixIoException no room for the holes of matrix: file=" + directory)
        .contains("survived: 7.0");
  }

  @Test
  @Timeout(60)
  void shouldRefuseNumbersThatDoNotFitAndTellWhoeverWritesThem() throws Exception {
    String output = run("8m", FullDiskNumbersProbe.class);

    assertThat(output)
        .startsWith("exit=0")
        .containsPattern("too many: cannot make a job file: .*No space left on device; free some")
        .containsPattern("filled up: cannot write results: .*No space left on device; free some")
        .contains("with room again: 7.0");
  }

  private String run(String size, Class<?> program) throws InterruptedException {
    if (!runUnshared(size, List.of("true")).startsWith("exit=0")) {
      abort("cannot mount a small file system here: unshare -rm is not allowed");
    }
    return runUnshared(
        size,
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            place(NewMatrix.class) + File.pathSeparator + place(program),
            program.getName(),
            directory.toString()));
  }

  private String runUnshared(String size, List<String> command) throws InterruptedException {
    List<String> whole = new ArrayList<>(List.of("unshare", "-rm", "sh", "-c"));
    whole.add("mount -t tmpfs -o size=" + size + " tmpfs \"$0\" && exec \"$@\"");
    whole.add(directory.toString());
    whole.addAll(command);
    try {
      Process process = new ProcessBuilder(whole).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      return "exit=" + process.waitFor() + "\n" + output;
    } catch (IOException e) {
      return "no such program: " + e.getMessage();
    }
  }

  private static Path place(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
