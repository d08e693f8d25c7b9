package io.phalanx.coordinator.download.body;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;

/// Recognises and measures images by having their headers decoded; pixels are never decoded, so
/// that a small file of a huge image does no harm.
public final class ImageHeader {
  /// First bytes of what the JDK can read: PNG, GIF, JPEG, BMP, TIFF. Anything else need not load
  /// the decoders.
  private static final String FIRST_BYTES = "\u0089G\u00ffBIM";

  private ImageHeader() {}

  /// What the file's header says; empty if it is no image, or none that the JDK can read.
  public static Optional<ImageSize> read(Path file) throws IOException {
    try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "r")) {
      int first = content.read();
      if (first < 0 || FIRST_BYTES.indexOf(first) < 0) {
        return Optional.empty();
      }
      content.seek(0);
      return decode(content);
    }
  }

  private static Optional<ImageSize> decode(RandomAccessFile content) throws IOException {
    try (FileImageInputStream stream = new FileImageInputStream(content)) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
      return readers.hasNext() ? measure(readers.next(), stream) : Optional.empty();
    }
  }

  /// Decoders throw what they please at a damaged header: then it is no image.
  private static Optional<ImageSize> measure(ImageReader reader, FileImageInputStream stream) {
    try {
      reader.setInput(stream, true, true);
      String format = reader.getFormatName().toLowerCase(Locale.ROOT);
      return Optional.of(new ImageSize(format, reader.getWidth(0), reader.getHeight(0)));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    } finally {
      reader.dispose();
    }
  }
}
