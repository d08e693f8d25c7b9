package io.phalanx.coordinator.download.cache;

import io.phalanx.coordinator.download.body.Hash;

/// Keeps account of what the cache holds. Calls come one at a time.
interface Shelf extends AutoCloseable {
  /// True if an address may have an entry.
  boolean holds(Hash address);

  /// An entry was written, or written again.
  void stored(Hash address, CacheEntry entry, long nowMs);

  /// An entry was used.
  void used(Hash address, long nowMs);

  /// An entry is to go.
  void remove(Hash address);

  @Override
  void close();
}
