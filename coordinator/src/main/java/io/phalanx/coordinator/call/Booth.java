package io.phalanx.coordinator.call;

import io.phalanx.shared.config.Folders;
import io.phalanx.shared.config.OwnerOnly;
import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// A place for one call: a folder with two FIFOs, which a caller takes by making the file `taken`
/// beside them.
///
/// ```text
/// <n>/
///   in       what the caller says; its end is that of the caller, in whatever way it goes
///   out      what it is told; its end is that of this process, likewise
///   taken    made by the caller that has it
///   text-*   long answers
/// ```
///
/// Both FIFOs are open here before the folder has its name, so a caller's opening never waits, and
/// a dead process does not leave one hanging: the system has closed them. Until a caller is there
/// this side holds both ends of each, lest it see the end of a caller that has not come; then it
/// lets go of the caller's ends.
///
/// One thread opens, uses and closes it; any may [#wake] it.
final class Booth implements AutoCloseable {
  /// What a caller says first.
  private static final int CALL = 'c';

  private static final int WAKE = 'w';
  private static final String TAKEN = "taken";

  private final Path folder;
  private final RandomAccessFile inBothEnds;
  private final RandomAccessFile outBothEnds;
  private final OutputStream out;
  private boolean called;
  private boolean woken;

  private Booth(
      Path folder, RandomAccessFile inBothEnds, RandomAccessFile outBothEnds, OutputStream out) {
    this.folder = folder;
    this.inBothEnds = inBothEnds;
    this.outBothEnds = outBothEnds;
    this.out = out;
  }

  /// Makes one and opens it to callers.
  ///
  /// @param calls the folder of all booths
  static Booth open(Path calls, int number) throws IOException {
    Path unseen = calls.resolve("." + number);
    OwnerOnly.createDirectories(unseen);
    RandomAccessFile in = new RandomAccessFile(Fifo.create(unseen.resolve("in")).toFile(), "rw");
    Path outPath = Fifo.create(unseen.resolve("out"));
    RandomAccessFile outBothEnds = new RandomAccessFile(outPath.toFile(), "rw");
    OutputStream out = new FileOutputStream(outPath.toFile());
    Path folder = Files.move(unseen, calls.resolve(String.valueOf(number)));
    return new Booth(folder, in, outBothEnds, out);
  }

  /// Waits for a caller.
  ///
  /// @return what it says, to its end; empty if the booth was woken instead
  Optional<InputStream> awaitCaller() throws IOException {
    int first = inBothEnds.read();
    synchronized (this) {
      if (woken || first != CALL) {
        return Optional.empty();
      }
      called = true;
    }
    InputStream in = new BufferedInputStream(new FileInputStream(folder.resolve("in").toFile()));
    inBothEnds.close();
    return Optional.of(in);
  }

  /// The way back to a caller that has said all.
  Answers answers() throws IOException {
    outBothEnds.close();
    return new Answers(out, folder);
  }

  /// Ends the wait for a caller, unless one has begun to speak: nothing gets among its words.
  synchronized void wake() throws IOException {
    if (!called && !woken) {
      woken = true;
      inBothEnds.write(WAKE);
    }
  }

  /// When a caller took it, ms since 1970; empty while none has.
  Optional<Long> takenAtMs() throws IOException {
    try {
      return Optional.of(Files.getLastModifiedTime(folder.resolve(TAKEN)).toMillis());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /// Takes the folder from sight, and away.
  @Override
  public void close() throws IOException {
    inBothEnds.close();
    outBothEnds.close();
    out.close();
    Folders.delete(Files.move(folder, folder.resolveSibling("." + folder.getFileName() + ".left")));
  }
}
