package io.phalanx.coordinator.results;

import io.phalanx.shared.config.OwnerOnly;
import io.phalanx.shared.protocol.Envelope;
import io.phalanx.shared.protocol.FrameCodec;
import io.phalanx.shared.protocol.Message.Note;
import io.phalanx.shared.protocol.TaskRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.openhft.chronicle.map.ChronicleMap;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/// The index as a Chronicle Map, an outcome being the bytes of its [Note.TasksOver].
///
/// It is always made anew, and filled by whoever makes it: the notes are the truth, and a map that
/// was left by a killed process cannot be told from a whole one. The first one in a JVM takes
/// seconds to open: Chronicle compiles classes.
public final class ChronicleOutcomes implements OutcomeIndex {
  private static final int VALUE_BYTES = 256;

  /// How many times the average the values may take in all.
  private static final double BLOAT_MAX = 10;

  private final Path file;
  private final ChronicleMap<Long, byte[]> map;
  private final ExpandableArrayBuffer frame = new ExpandableArrayBuffer();

  private ChronicleOutcomes(Path file, ChronicleMap<Long, byte[]> map) {
    this.file = file;
    this.map = map;
  }

  /// True if this JVM was started with what Chronicle Map needs: its jars, and `jvm.options`.
  public static boolean isPossible() {
    try {
      Class.forName("net.openhft.chronicle.map.ChronicleMap", false, classes());
      return Object.class.getModule().isOpen("java.lang", classes().getUnnamedModule());
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static ClassLoader classes() {
    return ChronicleOutcomes.class.getClassLoader();
  }

  /// Makes the index, empty.
  ///
  /// @param entries outcomes that it has room for
  /// @throws UncheckedIOException if the file cannot be made
  public static OutcomeIndex create(Path file, long entries) {
    try {
      Files.deleteIfExists(file);
      ChronicleMap<Long, byte[]> map =
          ChronicleMap.of(Long.class, byte[].class)
              .name("outcomes")
              .entries(entries)
              .averageValueSize(VALUE_BYTES)
              .maxBloatFactor(BLOAT_MAX)
              .putReturnsNull(true)
              .skipCloseOnExitHook(true)
              .createPersistedTo(file.toFile());
      OwnerOnly.restrict(file);
      return new ChronicleOutcomes(file, map);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot make the index of outcomes: file=" + file + ", cause=" + e, e);
    }
  }

  @Override
  public Optional<TaskRecord> find(long taskId) {
    byte[] bytes = map.get(taskId);
    if (bytes == null) {
      return Optional.empty();
    }
    Envelope envelope = FrameCodec.decode(new UnsafeBuffer(bytes), 0, bytes.length);
    return envelope.message() instanceof Note.TasksOver over
        ? over.tasks().stream().findFirst()
        : Optional.empty();
  }

  @Override
  public void put(TaskRecord task) {
    Note.TasksOver note = new Note.TasksOver(List.of(task));
    int length = FrameCodec.encode(new Envelope(0, 0, 0, Envelope.COORDINATOR, note), frame);
    map.put(task.taskId(), Arrays.copyOf(frame.byteArray(), length));
  }

  @Override
  public long size() {
    return map.longSize();
  }

  /// Closes it and removes its file.
  @Override
  public void close() {
    map.close();
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove: file=" + file + ", cause=" + e, e);
    }
  }
}
