package io.phalanx.coordinator.download.cache;

import io.phalanx.coordinator.download.body.Hash;
import io.phalanx.coordinator.download.index.CacheIndex;
import io.phalanx.coordinator.download.index.IndexRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// For the process that has the index: keeps it, and the cache within its size. What was used least
/// recently goes first; a sixteenth more than needed goes, so that not every new entry has to look
/// for one to go.
final class OwnedShelf implements Shelf {
  /// An entry and when it was last used.
  private record Used(Hash address, long usedMs) {}

  private final CacheFiles files;
  private final CacheIndex index;
  private final long bytesMax;
  private final int entriesMax;

  /// How many entries have a body. Different addresses may have the same.
  private final Map<Hash, Integer> shares = new HashMap<>();

  private long bytes;
  private int entries;

  private OwnedShelf(CacheFiles files, CacheIndex index, long bytesMax, int entriesMax) {
    this.files = files;
    this.index = index;
    this.bytesMax = bytesMax;
    this.entriesMax = entriesMax;
  }

  /// Goes on with an index.
  ///
  /// @param fresh true if it knows nothing yet: it is filled from the files
  static OwnedShelf open(CacheFiles files, CacheIndex index, Limit limit, boolean fresh) {
    OwnedShelf shelf = new OwnedShelf(files, index, limit.bytesMax(), limit.entriesMax());
    index.forEach((address, record) -> shelf.count(record));
    if (fresh) {
      files.forEachEntry(shelf::readAgain);
      files.forEachBody(shelf::removeIfUnused);
    }
    files.takeNotes(shelf::readAgain);
    shelf.evict();
    return shelf;
  }

  /// How much a cache may hold.
  record Limit(long bytesMax, int entriesMax) {}

  long bytes() {
    return bytes;
  }

  int entries() {
    return entries;
  }

  @Override
  public boolean holds(Hash address) {
    return index.get(address) != null;
  }

  @Override
  public void stored(Hash address, CacheEntry entry, long nowMs) {
    files.touch(address, nowMs);
    put(address, entry, nowMs);
    evict();
  }

  @Override
  public void used(Hash address, long nowMs) {
    files.touch(address, nowMs);
    IndexRecord record = index.get(address);
    if (record != null) {
      index.put(address, new IndexRecord(record.body(), record.bytes(), nowMs));
    }
  }

  @Override
  public void remove(Hash address) {
    files.removeEntry(address);
    forget(address);
  }

  /// Also takes in what guests have noted meanwhile.
  @Override
  public void close() {
    try {
      files.takeNotes(this::readAgain);
      evict();
    } finally {
      index.close();
    }
  }

  /// Brings the index in line with the file of an entry.
  private void readAgain(Hash address) {
    CacheEntry entry = files.read(address).filter(e -> files.isWhole(e.content())).orElse(null);
    if (entry == null) {
      remove(address);
    } else {
      put(address, entry, files.usedMs(address));
    }
  }

  private void put(Hash address, CacheEntry entry, long usedMs) {
    IndexRecord before = index.get(address);
    IndexRecord after = new IndexRecord(entry.content().hash(), entry.content().bytes(), usedMs);
    count(after);
    index.put(address, after);
    if (before != null) {
      discount(before);
    }
  }

  private void forget(Hash address) {
    IndexRecord record = index.get(address);
    if (record != null) {
      index.remove(address);
      discount(record);
    }
  }

  private void count(IndexRecord record) {
    entries++;
    if (shares.merge(record.body(), 1, Integer::sum) == 1) {
      bytes += record.bytes();
    }
  }

  private void discount(IndexRecord record) {
    entries--;
    if (shares.merge(record.body(), -1, Integer::sum) == 0) {
      shares.remove(record.body());
      bytes -= record.bytes();
      files.removeBody(record.body());
    }
  }

  private void removeIfUnused(Hash body) {
    if (!shares.containsKey(body)) {
      files.removeBody(body);
    }
  }

  private void evict() {
    if (bytes <= bytesMax && entries <= entriesMax) {
      return;
    }
    List<Used> oldestFirst = new ArrayList<>();
    index.forEach((address, record) -> oldestFirst.add(new Used(address, record.usedMs())));
    oldestFirst.sort(
        Comparator.comparingLong(Used::usedMs).thenComparing(used -> used.address().hex()));
    for (Used used : oldestFirst) {
      if (bytes <= bytesMax - bytesMax / 16 && entries <= entriesMax - entriesMax / 16) {
        return;
      }
      remove(used.address());
    }
  }
}
