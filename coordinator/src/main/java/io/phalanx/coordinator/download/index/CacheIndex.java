package io.phalanx.coordinator.download.index;

import io.phalanx.coordinator.download.body.Hash;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Records by the hash of an address, kept in a file. One thread at a time uses it.
///
/// It may be lost at any time: all it knows can be found again in the files of the cache.
public interface CacheIndex extends AutoCloseable {
  /// The record of an address; null if there is none.
  @Nullable IndexRecord get(Hash address);

  /// Adds a record, or replaces the one of that address.
  void put(Hash address, IndexRecord record);

  /// Removes a record, if it is there.
  void remove(Hash address);

  /// Shows every record, in no order. The index must not be changed meanwhile.
  void forEach(BiConsumer<Hash, IndexRecord> visitor);

  /// Closes the file and seals it, so that the next one who opens it can trust it.
  @Override
  void close();
}
