package io.phalanx.coordinator.download.cache;

import io.phalanx.coordinator.download.body.Hash;

/// For a process that does not have the index, because another one has it open: looks at the files
/// themselves, and leaves notes. It waits for nobody, and removes only what is of no use; the size
/// of the cache is the business of the other one, or of the next.
record GuestShelf(CacheFiles files) implements Shelf {
  @Override
  public boolean holds(Hash address) {
    return files.holds(address);
  }

  @Override
  public void stored(Hash address, CacheEntry entry, long nowMs) {
    files.touch(address, nowMs);
    files.note(address);
  }

  @Override
  public void used(Hash address, long nowMs) {
    files.touch(address, nowMs);
    files.note(address);
  }

  @Override
  public void remove(Hash address) {
    files.removeEntry(address);
    files.note(address);
  }

  @Override
  public void close() {
    // It holds nothing.
  }
}
