package io.phalanx.shared.matrix;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A block of shared memory as Python's `multiprocessing.shared_memory.SharedMemory` makes it: the
/// elements alone, without a header, in a file under `/dev/shm`.
///
/// It goes by a name that says what the file does not, wherever the path of a matrix is wanted:
///
/// ```text
/// shm:NAME?shape=ROWSxCOLS&dtype=float64
/// ```
///
/// NAME is `SharedMemory.name`. Elements lie in C order from the first byte on.
///
/// @param name of the block
/// @param header what a header would say; its data starts at byte 0
public record SharedBlock(String name, NpyHeader header) {
  private static final String SCHEME = "shm:";
  private static final Path FOLDER = Path.of("/dev/shm");
  private static final int NAME_BYTES_MAX = 255;
  private static final Set<String> KEYS = Set.of("shape", "dtype");
  private static final String WANTED = "shm:NAME?shape=ROWSxCOLS&dtype=float64";

  /// True if a path is the name of such a block.
  public static boolean isName(Path path) {
    return path.toString().startsWith(SCHEME);
  }

  /// The file that a path means: of a block the one under `/dev/shm`, of any other the path itself.
  ///
  /// @throws IllegalArgumentException if it looks like a block's and is none
  public static Path fileOf(Path path) {
    return isName(path) ? of(path).file() : path;
  }

  /// The block of a name.
  ///
  /// @throws IllegalArgumentException if the path is none; the message says what is wanted
  public static SharedBlock of(Path path) {
    String text = path.toString();
    int query = text.indexOf('?');
    if (!isName(path) || query < 0) {
      throw refused(text, "no shape and dtype");
    }
    String name = text.substring(SCHEME.length(), query);
    requireName(name, text);
    Map<String, String> values = values(text, text.substring(query + 1));
    return new SharedBlock(name, header(values, text));
  }

  /// The file of the block.
  public Path file() {
    return FOLDER.resolve(name);
  }

  /// Opens the file, and checks that its size is that of the shape: it may be larger by what fills
  /// up its last page, not more.
  FileChannel open(Access access) throws IOException {
    Path file = file();
    if (Files.isSymbolicLink(file)) {
      throw new MatrixFormatException(file, "a link", "a block of shared memory", "give its name");
    }
    FileChannel channel = MatrixFiles.open(file, access);
    long size = channel.size();
    long bytes = header.dataBytes();
    if (size < bytes || size - bytes >= Pages.PAGE_BYTES) {
      channel.close();
      throw new MatrixFormatException(
          file,
          size + " bytes",
          bytes
              + " bytes for the shape "
              + header.rows()
              + "x"
              + header.cols()
              + " of "
              + header.dtype().label(),
          "give the shape and dtype that the block was made for");
    }
    return channel;
  }

  private static void requireName(String name, String text) {
    boolean named = !name.isEmpty() && !name.equals(".") && !name.equals("..");
    boolean plain = name.indexOf('/') < 0 && name.chars().noneMatch(Character::isISOControl);
    if (!named || !plain || name.getBytes(StandardCharsets.UTF_8).length > NAME_BYTES_MAX) {
      throw refused(text, "a name that no block can have");
    }
  }

  private static Map<String, String> values(String text, String query) {
    Map<String, String> values = new HashMap<>();
    for (String part : query.split("&", -1)) {
      int equals = part.indexOf('=');
      String key = equals < 0 ? part : part.substring(0, equals);
      if (equals < 0
          || !KEYS.contains(key)
          || values.put(key, part.substring(equals + 1)) != null) {
        throw refused(text, "something else than one shape and one dtype");
      }
    }
    return values;
  }

  private static NpyHeader header(Map<String, String> values, String text) {
    String shape = value(values, "shape", text);
    String[] sides = shape.split("x", -1);
    if (sides.length != 2 || !sides[0].matches("\\d{1,18}") || !sides[1].matches("\\d{1,18}")) {
      throw refused(text, "unreadable shape");
    }
    DType dtype = DType.ofLabel(value(values, "dtype", text));
    return NpyHeader.absent(dtype, Long.parseLong(sides[0]), Long.parseLong(sides[1]));
  }

  private static String value(Map<String, String> values, String key, String text) {
    @Nullable String value = values.get(key);
    if (value == null) {
      throw refused(text, "no " + key);
    }
    return value;
  }

  private static IllegalArgumentException refused(String text, String found) {
    return new IllegalArgumentException(
        "no block of shared memory: given="
            + OneLine.excerpt(text)
            + ", found="
            + found
            + ", wanted="
            + WANTED
            + "; NAME is what Python's SharedMemory.name says, in quotes for the shell");
  }
}
