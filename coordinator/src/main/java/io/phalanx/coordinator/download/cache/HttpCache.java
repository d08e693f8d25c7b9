package io.phalanx.coordinator.download.cache;

import io.phalanx.coordinator.download.body.Body;
import io.phalanx.coordinator.download.body.Hash;
import io.phalanx.coordinator.download.body.PartFile;
import io.phalanx.coordinator.download.body.StorageException;
import io.phalanx.coordinator.download.cache.OwnedShelf.Limit;
import io.phalanx.coordinator.download.index.ChronicleIndex;
import io.phalanx.coordinator.download.index.IndexLock;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps responses across runs, for every process that uses the folder.
///
/// One process at a time has the index; while it does, others work on the files themselves and
/// leave notes of what they changed ([GuestShelf]), so nobody waits for anybody. An index that a
/// killed process has left, or that is damaged, is made anew from the entries' files. A body is
/// checked against its hash before it is used.
///
/// Any thread may use it.
public final class HttpCache implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpCache.class);

  private final CacheSettings settings;
  private final InstantSource clock;
  private final CacheFiles files;
  private final @Nullable IndexLock lock;
  private final CompletableFuture<Shelf> shelf;

  /// Calls of the shelf come one at a time.
  private final ReentrantLock turn = new ReentrantLock();

  private HttpCache(
      CacheSettings settings,
      InstantSource clock,
      @Nullable IndexLock lock,
      CompletableFuture<Shelf> shelf) {
    this.settings = settings;
    this.clock = clock;
    this.files = new CacheFiles(settings.folder());
    this.lock = lock;
    this.shelf = shelf;
  }

  /// A response that is kept, with its body open.
  public record Kept(CacheEntry entry, Body body) {}

  /// Opens the cache, and makes it where there is none. The index is opened meanwhile; the first
  /// one who needs it waits for that.
  ///
  /// @throws StorageException if the folder cannot be used
  public static HttpCache open(CacheSettings settings, InstantSource clock) {
    CacheFiles files = new CacheFiles(settings.folder()).create();
    PartFile.removeStale(files.tmp());
    if (!settings.used()) {
      return new HttpCache(
          settings, clock, null, CompletableFuture.completedFuture(new GuestShelf(files)));
    }
    try {
      IndexLock lock = IndexLock.tryTake(settings.folder()).orElse(null);
      LOG.info("cache opened: folder={}, owner={}", settings.folder(), lock != null);
      CompletableFuture<Shelf> shelf = new CompletableFuture<>();
      if (lock == null) {
        shelf.complete(new GuestShelf(files));
      } else {
        Thread.ofPlatform().name("index").daemon().start(() -> fill(shelf, files, settings));
      }
      return new HttpCache(settings, clock, lock, shelf);
    } catch (IOException e) {
      throw new StorageException("cannot lock the download cache", settings.folder(), e);
    }
  }

  private static void fill(
      CompletableFuture<Shelf> shelf, CacheFiles files, CacheSettings settings) {
    try {
      ChronicleIndex.Opened index = ChronicleIndex.open(files.folder());
      Limit limit = new Limit(settings.bytesMax(), ChronicleIndex.RECORDS_MAX);
      shelf.complete(OwnedShelf.open(files, index.index(), limit, index.fresh()));
    } catch (RuntimeException e) {
      shelf.completeExceptionally(e);
    }
  }

  /// What is kept of an address, checked and open; empty if there is nothing, or nothing whole.
  public Optional<Kept> find(String address) {
    Hash key = Hash.of(address);
    if (!settings.used() || !ask(shelf -> shelf.holds(key))) {
      return Optional.empty();
    }
    Optional<CacheEntry> entry = files.read(key).filter(e -> e.address().equals(address));
    Optional<Kept> kept = entry.flatMap(this::opened);
    if (kept.isEmpty()) {
      LOG.info("dropping a damaged entry: address={}", address);
      drop(address);
    }
    return kept;
  }

  private Optional<Kept> opened(CacheEntry entry) {
    var file = files.body(entry.content().hash());
    try {
      FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
      boolean whole = false;
      try {
        whole =
            channel.size() == entry.content().bytes()
                && Body.hash(channel).equals(entry.content().hash());
      } finally {
        if (!whole) {
          channel.close();
        }
      }
      if (!whole) {
        files.removeBody(entry.content().hash());
        return Optional.empty();
      }
      return Optional.of(new Kept(entry, new Body(file, channel, entry.content())));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new StorageException("cannot read", file, e);
    }
  }

  /// A file to receive a body into.
  public PartFile newPart() {
    return PartFile.create(files.tmp());
  }

  /// Keeps a response, if it could be used again and there is room for it. Then the part is the
  /// cache's.
  public void store(CacheEntry entry, PartFile part) {
    if (!settings.used()) {
      return;
    }
    if (!entry.isOfUse() || entry.content().bytes() > settings.bytesMax()) {
      drop(entry.address());
      return;
    }
    // In one turn: the body must not be evicted with its last entry before it has this one.
    put(entry, () -> files.adopt(part, entry.content()));
  }

  /// Replaces an entry whose body is still the same.
  public void renew(CacheEntry entry) {
    put(entry, () -> {});
  }

  /// Notes that an entry was used.
  public void used(String address) {
    Hash key = Hash.of(address);
    ask(shelf -> {
      shelf.used(key, clock.millis());
      return true;
    });
  }

  /// Forgets an address.
  public void drop(String address) {
    Hash key = Hash.of(address);
    if (settings.used()) {
      ask(shelf -> {
        if (shelf.holds(key)) {
          shelf.remove(key);
        }
        return true;
      });
    }
  }

  private void put(CacheEntry entry, Runnable first) {
    Hash key = Hash.of(entry.address());
    ask(shelf -> {
      first.run();
      files.write(key, entry);
      shelf.stored(key, entry, clock.millis());
      return true;
    });
  }

  /// Something that is asked of the shelf.
  private interface Question {
    boolean of(Shelf shelf);
  }

  private boolean ask(Question question) {
    Shelf open = shelf();
    turn.lock();
    try {
      return question.of(open);
    } finally {
      turn.unlock();
    }
  }

  private Shelf shelf() {
    try {
      return shelf.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /// Closes the index, once it is open.
  @Override
  public void close() {
    turn.lock();
    try {
      if (!shelf.isCompletedExceptionally()) {
        shelf().close();
      }
    } finally {
      turn.unlock();
      if (lock != null) {
        lock.close();
      }
    }
  }
}
