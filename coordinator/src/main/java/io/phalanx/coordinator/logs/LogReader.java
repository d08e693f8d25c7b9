package io.phalanx.coordinator.logs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the log of one process: its last lines, then what is added, through rotation.
///
/// When a log is full it is renamed, with `.1` behind its name, and a new file begins. The reader
/// keeps the file it has open, whatever its name, reads it to its end once the name stands for
/// another one, and goes on there. Of files that came and went between two looks the youngest is
/// still there as `.1` and is read too. A replaced worker goes on in the same file.
///
/// Belongs to one thread.
public final class LogReader implements AutoCloseable {
  private static final int OPEN_ATTEMPTS_MAX = 10;

  private final Path file;
  private final Path rotated;
  private final LineSplitter lines = new LineSplitter();
  private @Nullable FileChannel channel;
  private @Nullable FileIdentity open;
  private @Nullable FileIdentity rotatedBefore;
  private long position;

  /// @param file the log; it may come into being later
  public LogReader(Path file) {
    this.file = file;
    this.rotated = file.resolveSibling(file.getFileName() + ".1");
  }

  /// The last lines, those of the rotated file included if the log has too few. Reading goes on
  /// behind them with [#poll].
  public List<String> last(int count) {
    try {
      List<String> newest = new ArrayList<>();
      openFile();
      position = channel == null ? 0 : LineSplitter.startOfLast(channel, count);
      boolean whole = position == 0;
      drain(newest);
      if (!whole || newest.size() >= count || rotatedBefore == null) {
        return newest;
      }
      List<String> all = lastOfRotated(count - newest.size());
      all.addAll(newest);
      return all;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /// The lines that were completed since the last look.
  public List<String> poll() {
    List<String> found = new ArrayList<>();
    try {
      if (channel == null && !openFile()) {
        return found;
      }
      drain(found);
      FileIdentity now = FileIdentity.of(file);
      if (now != null && open != null && !now.isSameFile(open)) {
        // Nothing is written into a file after it was renamed: this is the rest.
        drain(found);
        lines.unfinished().ifPresent(found::add);
        moveOn(found);
      }
      return found;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /// The beginning of a line that has no end yet; it is taken out.
  public Optional<String> unfinished() {
    return lines.unfinished();
  }

  @Override
  public void close() {
    try {
      if (channel != null) {
        channel.close();
        channel = null;
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private void moveOn(List<String> found) throws IOException {
    FileIdentity before = open;
    FileIdentity rotatedOfBefore = rotatedBefore;
    close();
    boolean reopened = openFile();
    FileIdentity skipped = rotatedBefore;
    boolean known =
        skipped == null
            || skipped.isSameFile(before)
            || skipped.equals(rotatedOfBefore)
            || (reopened && skipped.isSameFile(open));
    if (!known) {
      found.addAll(lastOfRotated(Integer.MAX_VALUE));
    }
    if (reopened) {
      drain(found);
    }
  }

  /// Opens the file that the name stands for, at its beginning.
  ///
  /// @return false if there is none: not written yet, or between two steps of a rotation
  private boolean openFile() throws IOException {
    rotatedBefore = FileIdentity.of(rotated);
    for (int attempt = 0; attempt < OPEN_ATTEMPTS_MAX; attempt++) {
      FileIdentity named = FileIdentity.of(file);
      if (named == null) {
        return false;
      }
      channel = FileChannel.open(file, StandardOpenOption.READ);
      if (named.isSameFile(FileIdentity.of(file))) {
        open = named;
        position = 0;
        return true;
      }
      close(); // renamed in between: which of the two is open is not known
    }
    return false;
  }

  private List<String> lastOfRotated(int count) {
    if (!Files.exists(rotated)) {
      return new ArrayList<>();
    }
    try (LogReader older = new LogReader(rotated)) {
      List<String> all = older.last(count);
      older.unfinished().ifPresent(all::add);
      return all;
    }
  }

  private void drain(List<String> found) throws IOException {
    if (channel != null) {
      position = lines.read(channel, position, found);
    }
  }

  private UncheckedIOException failed(IOException e) {
    return new UncheckedIOException("cannot read the log: file=" + file + ", cause=" + e, e);
  }
}
