package io.phalanx.coordinator.call;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// A command line, and what a process elsewhere must know of its caller to run it for it.
///
/// As bytes, each text in UTF-8 behind its length:
///
/// ```text
/// |magic, int |build |folder |directory |keepAlive |beganMs, long |flags, byte |count, int |words ...|
/// ```
///
/// @param build of the caller; another one has another command line
/// @param folder the caller's working folder
/// @param directory the caller's choice of a cluster directory, where the command line has none
/// @param keepAlive the caller's PHALANX_KEEP_ALIVE; empty where it is not set
/// @param beganMs when the user began to wait, ms since 1970; 0 where nobody knows
/// @param terminal true if the caller's stderr is a terminal
/// @param words the command line
record Call(
    String build,
    String folder,
    String directory,
    String keepAlive,
    long beganMs,
    boolean terminal,
    List<String> words) {
  private static final int MAGIC = 0x50484C43; // "PHLC"
  private static final int WORDS_MAX = 1 << 16;

  void write(DataOutputStream out) throws IOException {
    out.writeInt(MAGIC);
    Frames.writeText(out, build);
    Frames.writeText(out, folder);
    Frames.writeText(out, directory);
    Frames.writeText(out, keepAlive);
    out.writeLong(beganMs);
    out.writeBoolean(terminal);
    out.writeInt(words.size());
    for (String word : words) {
      Frames.writeText(out, word);
    }
  }

  static Call read(DataInputStream in) throws IOException {
    int magic = in.readInt();
    if (magic != MAGIC) {
      throw new IOException("not a call: magic=" + magic);
    }
    String build = Frames.readText(in);
    String folder = Frames.readText(in);
    String directory = Frames.readText(in);
    String keepAlive = Frames.readText(in);
    long beganMs = in.readLong();
    boolean terminal = in.readBoolean();
    int count = in.readInt();
    if (count < 0 || count > WORDS_MAX) {
      throw new IOException("not a call: words=" + count);
    }
    List<String> words = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      words.add(Frames.readText(in));
    }
    return new Call(build, folder, directory, keepAlive, beganMs, terminal, words);
  }
}
