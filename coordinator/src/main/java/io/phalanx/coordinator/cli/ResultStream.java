package io.phalanx.coordinator.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/// Standard output, which remembers why a write failed: the writers above it only know that one
/// did, and a result that was lost on a full disk must not pass for done.
final class ResultStream extends FilterOutputStream {
  private @Nullable IOException failure;

  ResultStream(OutputStream out) {
    super(out);
  }

  /// True if something was not written, unless the reader has closed the pipe: that is its way to
  /// say that it has enough.
  boolean isLost() {
    return failure != null && !cause().contains("Broken pipe");
  }

  /// Why a write failed; empty if none did.
  String cause() {
    return failure == null ? "" : String.valueOf(failure.getMessage());
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  @Override
  public void flush() throws IOException {
    try {
      out.flush();
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }
}
