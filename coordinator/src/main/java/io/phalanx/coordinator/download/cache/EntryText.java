package io.phalanx.coordinator.download.cache;

import io.phalanx.coordinator.download.body.Content;
import io.phalanx.coordinator.download.body.Hash;
import io.phalanx.coordinator.download.body.ImageSize;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// The text of an entry's file: a line `name=value` for each part, the last one a checksum of the
/// others.
final class EntryText {
  private static final String CHECK = "check=";

  private EntryText() {}

  static byte[] encode(CacheEntry entry) {
    Content content = entry.content();
    StringBuilder text = new StringBuilder();
    line(text, "address", entry.address());
    line(text, "body", content.hash().hex());
    line(text, "bytes", String.valueOf(content.bytes()));
    line(text, "type", content.type());
    line(text, "image", content.image() == null ? null : content.image().toString());
    line(text, "etag", entry.validators().etag());
    line(text, "lastModified", entry.validators().lastModified());
    line(text, "storedMs", String.valueOf(entry.lifetime().storedMs()));
    line(text, "freshUntilMs", String.valueOf(entry.lifetime().freshUntilMs()));
    line(text, "check", check(text.toString()));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /// The entry in a file's bytes; empty if they are not what was written.
  static Optional<CacheEntry> decode(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    int end = text.lastIndexOf(CHECK);
    if (end < 0 || !text.substring(end).equals(CHECK + check(text.substring(0, end)) + "\n")) {
      return Optional.empty();
    }
    Map<String, String> parts = new LinkedHashMap<>();
    for (String line : text.substring(0, end).split("\n", -1)) {
      int sign = line.indexOf('=');
      if (sign > 0) {
        parts.put(line.substring(0, sign), line.substring(sign + 1));
      }
    }
    try {
      return Optional.of(entry(parts));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static CacheEntry entry(Map<String, String> parts) {
    String image = parts.get("image");
    Content content =
        new Content(
            new Hash(parts.getOrDefault("body", "")),
            number(parts, "bytes"),
            parts.getOrDefault("type", ""),
            image == null ? null : ImageSize.parse(image));
    return new CacheEntry(
        parts.getOrDefault("address", ""),
        content,
        new Validators(parts.get("etag"), parts.get("lastModified")),
        new Lifetime(number(parts, "storedMs"), number(parts, "freshUntilMs")));
  }

  private static long number(Map<String, String> parts, String name) {
    return Long.parseLong(parts.getOrDefault(name, ""));
  }

  /// Header values and addresses have no line ends; a server could not smuggle one in.
  private static void line(StringBuilder text, String name, @Nullable String value) {
    if (value != null) {
      text.append(name).append('=').append(value.replaceAll("[\r\n]", " ")).append('\n');
    }
  }

  private static String check(String text) {
    CRC32C crc = new CRC32C();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return Long.toHexString(crc.getValue());
  }
}
