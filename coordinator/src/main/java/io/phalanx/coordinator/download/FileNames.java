package io.phalanx.coordinator.download;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Names for files from addresses: whatever an address says, the name is that of a plain, visible
/// file in one folder, on Linux, macOS and Windows.
final class FileNames {
  private static final String UNNAMED = "index";

  /// Bytes of UTF-8; file systems take 255, and a suffix may follow.
  private static final int BYTES_MAX = 200;

  private static final int EXTENSION_CHARS_MAX = 16;

  private static final Set<String> RESERVED =
      Set.of("con", "prn", "aux", "nul", "conin$", "conout$", "clock$");

  private static final Pattern RESERVED_PORT = Pattern.compile("(com|lpt)[0-9\u00b9\u00b2\u00b3]");

  private FileNames() {}

  /// The name of what lies at an address: the last part of its path, decoded once.
  static String of(URI address) {
    String path = address.getRawPath() == null ? "" : address.getRawPath();
    String last = "";
    for (String part : path.split("/", -1)) {
      last = part.isEmpty() ? last : part;
    }
    return sanitised(decoded(last));
  }

  /// The name for another file of the same name: `a.png`, `a-1.png`, `a-2.png`.
  static String suffixed(String name, int number) {
    if (number == 0) {
      return name;
    }
    int dot = extensionStart(name);
    return name.substring(0, dot) + "-" + number + name.substring(dot);
  }

  static String sanitised(String wild) {
    StringBuilder name = new StringBuilder();
    Normalizer.normalize(wild, Normalizer.Form.NFC)
        .codePoints()
        .map(c -> isPlain(c) ? c : '_')
        .forEach(name::appendCodePoint);
    String tame = name.toString().replaceAll("[. ]+$", "").strip();
    if (tame.isEmpty()) {
      return UNNAMED;
    }
    boolean hidden = tame.startsWith(".") || tame.startsWith("-") || tame.startsWith("~");
    return shortened(hidden || isReserved(tame) ? "_" + tame : tame);
  }

  private static boolean isPlain(int c) {
    if (c == '/' || "\\:*?\"<>|".indexOf(c) >= 0) {
      return false;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  private static boolean isReserved(String name) {
    int dot = name.indexOf('.');
    String stem = (dot < 0 ? name : name.substring(0, dot)).strip().toLowerCase(Locale.ROOT);
    return RESERVED.contains(stem) || RESERVED_PORT.matcher(stem).matches();
  }

  private static String shortened(String name) {
    if (bytes(name) <= BYTES_MAX) {
      return name;
    }
    String extension = name.substring(extensionStart(name));
    int end = name.length() - extension.length();
    while (bytes(name.substring(0, end)) + bytes(extension) > BYTES_MAX) {
      end = name.offsetByCodePoints(end, -1);
    }
    return name.substring(0, end).stripTrailing() + extension;
  }

  /// Where the extension begins, at its dot; the end if there is none.
  private static int extensionStart(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 && name.length() - dot <= EXTENSION_CHARS_MAX ? dot : name.length();
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static String decoded(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '%' && at + 2 < text.length()) {
        int value = hex(text.charAt(at + 1)) * 16 + hex(text.charAt(at + 2));
        if (value >= 0) {
          bytes.write(value);
          at += 2;
          continue;
        }
      }
      bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toString(StandardCharsets.UTF_8).replace('\ufffd', '_');
  }

  /// The value of a digit; so far below 0 that the sum with another is, if it is none.
  private static int hex(char digit) {
    int value = Character.digit(digit, 16);
    return value < 0 || digit > 'f' ? -1000 : value;
  }
}
