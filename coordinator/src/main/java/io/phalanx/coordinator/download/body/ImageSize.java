package io.phalanx.coordinator.download.body;

/// What the header of an image says.
///
/// @param format such as `png`, in lower case
/// @param width in pixels
/// @param height in pixels
public record ImageSize(String format, int width, int height) {
  @Override
  public String toString() {
    return format + " " + width + "x" + height;
  }

  /// Reads what [#toString] has written.
  ///
  /// @throws IllegalArgumentException if it is something else
  public static ImageSize parse(String text) {
    String[] parts = text.split("[ x](?=\\d)", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException("not an image size: text=" + text);
    }
    return new ImageSize(parts[0], Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
  }
}
