package io.phalanx.coordinator.download.index;

import io.phalanx.shared.config.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/// Says of a closed index file that it is whole: a small file beside it with its checksum.
///
/// It is broken before the index is opened. So an index that a killed process has left, whose locks
/// nobody would ever release, has none; one that was damaged since has a wrong one.
///
/// @param file the seal
/// @param sealed what it is about
record IndexSeal(Path file, Path sealed) {
  private static final int CHUNK_BYTES = 1 << 18;

  /// Seals the file as it is.
  void apply() throws IOException {
    OwnerOnly.write(file, checksum().getBytes(StandardCharsets.US_ASCII));
  }

  /// Breaks the seal.
  ///
  /// @return true if it was right
  boolean open() throws IOException {
    boolean right = isRight();
    Files.deleteIfExists(file);
    return right;
  }

  private boolean isRight() throws IOException {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1).equals(checksum());
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private String checksum() throws IOException {
    CRC32C crc = new CRC32C();
    ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK_BYTES);
    try (FileChannel channel = FileChannel.open(sealed, StandardOpenOption.READ)) {
      while (channel.read(chunk.clear()) >= 0) {
        crc.update(chunk.flip());
      }
      return "bytes=" + channel.size() + " crc32c=" + Long.toHexString(crc.getValue()) + "\n";
    }
  }
}
