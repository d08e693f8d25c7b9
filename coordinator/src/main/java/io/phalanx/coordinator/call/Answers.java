package io.phalanx.coordinator.call;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What comes back from a call, line by line, in ASCII alone, as a shell can read it. A letter says
/// what it is:
///
/// ```text
/// b        the command is being run; without this line nothing has happened, and it comes again and
///          again to wake the caller
/// o TEXT   for standard output, in the notation of printf's %b
/// f NAME   the same, in a file of this folder, since a shell reads a long text slowly
/// e TEXT   for standard error
/// x CODE   the end, with the exit code
/// n        the end: nothing was done, the caller is to run the command itself
/// ```
///
/// Any thread may write; each line is whole.
final class Answers {
  private static final int INLINE_BYTES_MAX = 2048;
  private static final int PRINTABLE_FIRST = 0x20;
  private static final int PRINTABLE_LAST = 0x7e;

  private final OutputStream lines;
  private final Path folder;
  private int files;

  /// @param lines where they go
  /// @param folder of long texts
  Answers(OutputStream lines, Path folder) {
    this.lines = lines;
    this.folder = folder;
  }

  void begin() throws IOException {
    line("b");
  }

  void end(int exitCode) throws IOException {
    line(exitCode == CallHandler.ELSEWHERE ? "n" : "x" + exitCode);
  }

  /// The caller's standard output, in which each flush becomes a line.
  OutputStream out() {
    return new Flushed('o');
  }

  /// Its standard error.
  OutputStream err() {
    return new Flushed('e');
  }

  private synchronized void line(String line) throws IOException {
    lines.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
    lines.flush();
  }

  private synchronized Path newFile() {
    return folder.resolve("text-" + files++);
  }

  /// Printable ASCII as it is, all else in octal.
  private static String escaped(byte[] bytes) {
    StringBuilder text = new StringBuilder(bytes.length + Integer.SIZE);
    for (byte b : bytes) {
      int value = b & 0xff;
      if (value < PRINTABLE_FIRST || value > PRINTABLE_LAST || value == '\\') {
        text.append("\\0")
            .append((char) ('0' + (value >> 6)))
            .append((char) ('0' + (value >> 3 & 7)))
            .append((char) ('0' + (value & 7)));
      } else {
        text.append((char) value);
      }
    }
    return text.toString();
  }

  /// Keeps what is written until it is flushed: a short text in memory, a long one in a file.
  private final class Flushed extends OutputStream {
    private final char kind;
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private @Nullable Path file;
    private @Nullable OutputStream spill;

    Flushed(char kind) {
      this.kind = kind;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
      if (spill == null && kind == 'o' && text.size() + length > INLINE_BYTES_MAX) {
        file = newFile();
        spill = Files.newOutputStream(file);
        text.writeTo(spill);
        text.reset();
      }
      if (spill == null) {
        text.write(bytes, offset, length);
      } else {
        spill.write(bytes, offset, length);
      }
    }

    @Override
    public synchronized void flush() throws IOException {
      if (spill != null && file != null) {
        spill.close();
        spill = null;
        line("f" + file.getFileName());
      } else if (text.size() > 0) {
        String line = kind + escaped(text.toByteArray());
        text.reset();
        line(line);
      }
    }
  }
}
