package io.phalanx.coordinator.download.index;

import io.phalanx.coordinator.download.body.Hash;
import io.phalanx.shared.config.OwnerOnly;
import io.phalanx.shared.lifecycle.PhalanxException;
import io.phalanx.shared.lifecycle.PhalanxException.Category;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.BiConsumer;
import net.openhft.chronicle.map.ChronicleMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The index as a Chronicle Map. The first one in a JVM takes about a second to open: Chronicle
/// compiles classes.
///
/// Its locks lie in the file, and a process that is killed never releases them; so it is opened
/// only by whoever has the [IndexLock], and only where the [IndexSeal] is right. Otherwise a new
/// one is made, which is empty.
public final class ChronicleIndex implements CacheIndex {
  /// So many records are kept at most; the file has room for twice as many, and never grows.
  public static final int RECORDS_MAX = 1 << 15;

  private static final Logger LOG = LoggerFactory.getLogger(ChronicleIndex.class);

  private final ChronicleMap<byte[], byte[]> map;
  private final IndexSeal seal;

  private ChronicleIndex(ChronicleMap<byte[], byte[]> map, IndexSeal seal) {
    this.map = map;
    this.seal = seal;
  }

  /// An open index.
  ///
  /// @param index what was opened
  /// @param fresh true if it is new and knows nothing yet
  public record Opened(CacheIndex index, boolean fresh) {}

  /// Opens the index of a folder, or makes one. The caller has its [IndexLock].
  ///
  /// @throws PhalanxException if there is no room, or this JVM cannot run Chronicle Map
  public static Opened open(Path folder) {
    Path file = folder.resolve("index.map");
    IndexSeal seal = new IndexSeal(folder.resolve("index.seal"), file);
    try {
      if (seal.open()) {
        return new Opened(new ChronicleIndex(map(file), seal), false);
      }
      LOG.info("making a new index: file={}, replaced={}", file, Files.exists(file));
      Files.deleteIfExists(file);
      map(file).close();
      OwnerOnly.restrict(file);
      reserve(file);
      return new Opened(new ChronicleIndex(map(file), seal), true);
    } catch (IOException | RuntimeException | LinkageError e) {
      throw new PhalanxException(
          Category.JOB,
          "cannot open the index of the download cache: file="
              + file
              + ", cause="
              + e
              + "; free some space, choose another folder with --cache, or do without: --no-cache",
          e);
    }
  }

  @Override
  public @Nullable IndexRecord get(Hash address) {
    byte[] record = map.get(address.bytes());
    return record == null ? null : IndexRecord.decode(record);
  }

  @Override
  public void put(Hash address, IndexRecord record) {
    map.put(address.bytes(), record.encode());
  }

  @Override
  public void remove(Hash address) {
    map.remove(address.bytes());
  }

  @Override
  public void forEach(BiConsumer<Hash, IndexRecord> visitor) {
    map.forEach((address, record) -> visitor.accept(Hash.of(address), IndexRecord.decode(record)));
  }

  @Override
  public void close() {
    map.close();
    try {
      seal.apply();
    } catch (IOException e) {
      // Without a seal the next one makes the index anew.
      LOG.warn("cannot seal the index: file={}, cause={}", seal.file(), e.toString());
    }
  }

  private static ChronicleMap<byte[], byte[]> map(Path file) throws IOException {
    return ChronicleMap.of(byte[].class, byte[].class)
        .name("downloads")
        .entries(2L * RECORDS_MAX)
        .constantKeySizeBySample(new byte[Hash.BYTES])
        .constantValueSizeBySample(new byte[IndexRecord.BYTES])
        .putReturnsNull(true)
        .removeReturnsNull(true)
        .skipCloseOnExitHook(true)
        .createPersistedTo(file.toFile());
  }

  /// Gives every page its block, so that a full disk shows here and not as a SIGBUS later.
  private static void reserve(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer content = ByteBuffer.allocateDirect(Math.toIntExact(channel.size()));
      int count = 0;
      while (count >= 0 && content.hasRemaining()) {
        count = channel.read(content, content.position());
      }
      content.flip();
      while (content.hasRemaining()) {
        channel.write(content, content.position());
      }
    }
  }
}
