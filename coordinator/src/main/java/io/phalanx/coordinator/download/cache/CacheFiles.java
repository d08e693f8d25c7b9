package io.phalanx.coordinator.download.cache;

import io.phalanx.coordinator.download.body.Content;
import io.phalanx.coordinator.download.body.Hash;
import io.phalanx.coordinator.download.body.PartFile;
import io.phalanx.coordinator.download.body.StorageException;
import io.phalanx.shared.config.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The files of a cache, which are its truth; all processes read and write them, each file whole or
/// not at all.
///
/// ```text
/// <folder>
///   bodies/ab/<SHA-256 of the body>       the body
///   entries/cd/<SHA-256 of the address>   its description; its time is when it was last used
///   notes/<SHA-256 of the address>        "this entry has changed", to whoever has the index
///   tmp/                                  files in the making
///   index.map, index.seal, index.lock     the index, its seal, who has it open
/// ```
///
/// @param folder of the cache
record CacheFiles(Path folder) {
  /// Makes the folders where they are missing.
  CacheFiles create() {
    try {
      for (Path part : new Path[] {bodies(), entries(), notes(), tmp()}) {
        OwnerOnly.createDirectories(part);
      }
      return this;
    } catch (IOException e) {
      throw new StorageException("cannot make the folder of the download cache", folder, e);
    }
  }

  Path tmp() {
    return folder.resolve("tmp");
  }

  Path body(Hash body) {
    return branch(bodies(), body).resolve(body.hex());
  }

  /// The entry of an address; empty if there is none, or its file is damaged.
  Optional<CacheEntry> read(Hash address) {
    Path file = entry(address);
    try {
      return EntryText.decode(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new StorageException("cannot read", file, e);
    }
  }

  void write(Hash address, CacheEntry entry) {
    Path file = entry(address);
    try (PartFile part = PartFile.create(tmp())) {
      part.write(ByteBuffer.wrap(EntryText.encode(entry)));
      OwnerOnly.createDirectories(branch(entries(), address));
      part.replace(file);
    } catch (IOException e) {
      throw new StorageException("cannot write", file, e);
    }
  }

  /// Makes a body of a part, unless it is there.
  void adopt(PartFile part, Content content) {
    Path file = body(content.hash());
    try {
      if (!isWhole(content)) {
        OwnerOnly.createDirectories(branch(bodies(), content.hash()));
        part.replace(file);
      }
    } catch (IOException e) {
      throw new StorageException("cannot write", file, e);
    }
  }

  /// True if the body is there, with its length.
  boolean isWhole(Content content) {
    try {
      return Files.size(body(content.hash())) == content.bytes();
    } catch (IOException e) {
      return false; // gone, or as good as that
    }
  }

  /// When an entry was last used, ms since 1970.
  long usedMs(Hash address) {
    try {
      return Files.getLastModifiedTime(entry(address)).toMillis();
    } catch (IOException e) {
      return 0; // gone meanwhile
    }
  }

  /// Notes when an entry was last used.
  void touch(Hash address, long nowMs) {
    try {
      Files.setLastModifiedTime(entry(address), FileTime.fromMillis(nowMs));
    } catch (NoSuchFileException e) {
      // Evicted meanwhile by another process.
      return;
    } catch (IOException e) {
      throw new StorageException("cannot touch", entry(address), e);
    }
  }

  boolean holds(Hash address) {
    return Files.exists(entry(address));
  }

  void removeEntry(Hash address) {
    delete(entry(address));
  }

  void removeBody(Hash body) {
    delete(body(body));
  }

  /// Tells whoever has the index that an entry has changed.
  void note(Hash address) {
    Path file = notes().resolve(address.hex());
    try {
      OwnerOnly.write(file, new byte[0]);
    } catch (IOException e) {
      throw new StorageException("cannot write", file, e);
    }
  }

  /// Takes the notes away and hands them over. A change that comes later leaves another one.
  void takeNotes(Consumer<Hash> reader) {
    forEach(
        notes(),
        1,
        address -> {
          delete(notes().resolve(address.hex()));
          reader.accept(address);
        });
  }

  void forEachEntry(Consumer<Hash> visitor) {
    forEach(entries(), 2, visitor);
  }

  void forEachBody(Consumer<Hash> visitor) {
    forEach(bodies(), 2, visitor);
  }

  /// Files whose names are no hashes are not ours.
  private static void forEach(Path folder, int depth, Consumer<Hash> visitor) {
    try (Stream<Path> files = Files.walk(folder, depth)) {
      files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.matches("[0-9a-f]{64}"))
          .toList()
          .forEach(name -> visitor.accept(new Hash(name)));
    } catch (IOException e) {
      throw new StorageException("cannot look through a folder", folder, e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new StorageException("cannot remove", file, e);
    }
  }

  private Path entry(Hash address) {
    return branch(entries(), address).resolve(address.hex());
  }

  private static Path branch(Path folder, Hash hash) {
    return folder.resolve(hash.hex().substring(0, 2));
  }

  private Path bodies() {
    return folder.resolve("bodies");
  }

  private Path entries() {
    return folder.resolve("entries");
  }

  private Path notes() {
    return folder.resolve("notes");
  }
}
