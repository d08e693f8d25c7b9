package io.phalanx.shared.bus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// A folder of queues that follow each other, numbered from 1: one is written to, and the oldest is
/// deleted as soon as nobody needs it, so that what is said for ever takes a bounded part of the
/// disk.
public record QueueVolumes(Path folder) {
  private static final String NAME = "\\d{8}";

  /// The queue of a number, whether it is there or not.
  public Path path(int number) {
    return folder.resolve(String.format(Locale.ROOT, "%08d", number));
  }

  /// The numbers of those that are there, in order; none where there is no folder.
  ///
  /// @throws UncheckedIOException if that cannot be seen
  public List<Integer> numbers() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches(NAME))
          .map(Integer::valueOf)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot look for queues: folder=" + folder + ", cause=" + e, e);
    }
  }

  /// Deletes the queue of a number, if there is one.
  ///
  /// @throws BusException if that cannot be done
  public void delete(int number) {
    MessageQueue.delete(path(number));
  }
}
