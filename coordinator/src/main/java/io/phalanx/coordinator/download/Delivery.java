package io.phalanx.coordinator.download;

import io.phalanx.coordinator.download.DownloadResult.Passage;
import io.phalanx.coordinator.download.Flight.Asker;
import io.phalanx.coordinator.download.body.Body;
import io.phalanx.coordinator.download.body.PartFile;
import io.phalanx.coordinator.download.body.StorageException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// Gives whole bodies to who asked for them: copied beside the place under a hidden name, and
/// renamed then.
final class Delivery {
  private static final int NUMBER_MAX = 9_999;

  private Delivery() {}

  /// Answers everybody who still wants it, and closes the body.
  static void handOut(Flight flight, List<Asker> askers, Arrival arrival) {
    try (arrival) {
      askers.forEach(asker -> answer(asker, flight, arrival));
    } catch (RuntimeException | Error e) {
      // Those that have their answer keep it.
      askers.forEach(asker -> asker.answer().completeExceptionally(e));
    }
  }

  private static void answer(Asker asker, Flight flight, Arrival arrival) {
    try {
      Path file = deliver(arrival.body(), asker.request());
      long ns = System.nanoTime() - flight.startNs();
      Passage passage = new Passage(arrival.source(), arrival.protocol(), flight.attempts(), ns);
      asker
          .answer()
          .complete(new DownloadResult(asker.request(), file, arrival.body().content(), passage));
    } catch (StorageException e) {
      asker.answer().completeExceptionally(e);
    }
  }

  /// Puts a copy into the folder of a request.
  ///
  /// @return where it is
  /// @throws StorageException if that is not possible
  private static Path deliver(Body body, DownloadRequest request) {
    String name = FileNames.of(request.address().uri());
    Path first = request.folder().resolve(name);
    try {
      return request.replacing()
          ? replace(body, request.folder(), first)
          : add(body, request.folder(), name);
    } catch (IOException e) {
      throw new StorageException("cannot write", first, e);
    }
  }

  private static Path replace(Body body, Path folder, Path target) throws IOException {
    try (PartFile part = PartFile.create(folder)) {
      body.copyTo(part.channel());
      part.replace(target);
      return target;
    }
  }

  private static Path add(Body body, Path folder, String name) throws IOException {
    int number = 0;
    Path same = folder.resolve(name);
    while (Files.exists(same, LinkOption.NOFOLLOW_LINKS)) {
      if (isSame(body, same)) {
        return same;
      }
      same = folder.resolve(FileNames.suffixed(name, ++number));
    }
    try (PartFile part = PartFile.create(folder)) {
      body.copyTo(part.channel());
      for (; number <= NUMBER_MAX; number++) {
        Path target = folder.resolve(FileNames.suffixed(name, number));
        if (part.claim(target)) {
          return target;
        }
        if (isSame(body, target)) {
          return target;
        }
      }
    }
    throw new IOException("no name is free: name=" + name + ", numberMax=" + NUMBER_MAX);
  }

  private static boolean isSame(Body body, Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        || Files.size(file) != body.content().bytes()
        || !Files.isReadable(file)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return Body.hash(channel).equals(body.content().hash());
    }
  }
}
