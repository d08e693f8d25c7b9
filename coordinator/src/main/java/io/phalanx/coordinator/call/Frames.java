package io.phalanx.coordinator.call;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// What comes back from a call, frame by frame:
///
/// ```text
/// |kind, byte |length, int |bytes of that length |
/// ```
///
/// BEGUN comes first and says that the command is being run; without it nothing has happened. EXIT
/// (its one byte is the exit code) or ELSEWHERE comes last.
final class Frames {
  static final int BEGUN = 1;
  static final int OUT = 2;
  static final int ERR = 3;
  static final int EXIT = 4;

  /// The command was not run: the caller does it itself.
  static final int ELSEWHERE = 5;

  private static final int TEXT_BYTES_MAX = 1 << 20;

  private Frames() {}

  static void write(DataOutputStream out, int kind, byte[] bytes, int offset, int length)
      throws IOException {
    synchronized (out) {
      out.writeByte(kind);
      out.writeInt(length);
      out.write(bytes, offset, length);
      out.flush();
    }
  }

  /// A stream whose bytes become frames.
  static OutputStream stream(DataOutputStream out, int kind) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        Frames.write(out, kind, bytes, offset, length);
      }
    };
  }

  static void writeText(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static String readText(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > TEXT_BYTES_MAX) {
      throw new IOException("not a call: text length=" + length);
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
