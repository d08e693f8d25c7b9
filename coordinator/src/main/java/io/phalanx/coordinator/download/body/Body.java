package io.phalanx.coordinator.download.body;

import io.phalanx.shared.config.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;

/// A whole body, open: its bytes stay, even if the file's name is taken away meanwhile.
///
/// @param file where it was opened
/// @param channel its bytes
/// @param content what they are
public record Body(Path file, FileChannel channel, Content content) implements AutoCloseable {
  private static final int CHUNK_BYTES = 1 << 18;

  /// Copies all of it to the end of another file.
  public void copyTo(FileChannel target) throws IOException {
    for (long position = 0; position < content.bytes(); ) {
      long copied = channel.transferTo(position, content.bytes() - position, target);
      if (copied <= 0) {
        throw new IOException("the file was cut short: bytes=" + position);
      }
      position += copied;
    }
  }

  /// The hash of what a file holds.
  public static Hash hash(FileChannel channel) throws IOException {
    MessageDigest digest = Sha256.digest();
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
    for (long position = 0; channel.read(chunk.clear(), position) > 0; ) {
      position += chunk.position();
      digest.update(chunk.flip());
    }
    return Hash.of(digest.digest());
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close: file=" + file + ", cause=" + e, e);
    }
  }
}
