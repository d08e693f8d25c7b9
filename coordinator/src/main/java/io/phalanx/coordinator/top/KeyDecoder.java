package io.phalanx.coordinator.top;

import io.phalanx.coordinator.top.Key.Kind;
import java.io.IOException;

/// Makes keys of the characters that a terminal sends: a key that types nothing sends several,
/// Escape first.
public final class KeyDecoder {
  /// Stands for nothing typed in time.
  public static final int NOTHING = -2;

  /// The terminal sends the characters of one key together; Escape itself is alone.
  private static final long SEQUENCE_MS = 50;

  private static final int SEQUENCE_MAX = 8;
  private static final char ESCAPE = 27;

  private final Source source;

  /// Where characters come from.
  @FunctionalInterface
  public interface Source {
    /// The next character.
    ///
    /// @param timeoutMs longest wait
    /// @return [#NOTHING] if none came; another negative number at the end
    int read(long timeoutMs) throws IOException;
  }

  public KeyDecoder(Source source) {
    this.source = source;
  }

  /// The next key.
  ///
  /// @param timeoutMs longest wait
  public Key next(long timeoutMs) throws IOException {
    int first = source.read(timeoutMs);
    if (first < 0) {
      return Key.of(first == NOTHING ? Kind.NONE : Kind.CLOSED);
    }
    return switch (first) {
      case ESCAPE -> sequence();
      case 3 -> Key.of(Kind.INTERRUPT);
      case 12 -> Key.of(Kind.REDRAW);
      case 26 -> Key.of(Kind.SUSPEND);
      case '\r', '\n' -> Key.of(Kind.ENTER);
      default -> first < ' ' ? Key.of(Kind.OTHER) : Key.of((char) first);
    };
  }

  /// What follows Escape: `[A` or `OA` for the key upwards, `[5~` for a page upwards.
  private Key sequence() throws IOException {
    int next = source.read(SEQUENCE_MS);
    if (next != '[' && next != 'O') {
      return Key.of(next < 0 || next == ESCAPE ? Kind.ESCAPE : Kind.OTHER);
    }
    StringBuilder sequence = new StringBuilder();
    for (int length = 0; length < SEQUENCE_MAX; length++) {
      next = source.read(SEQUENCE_MS);
      if (next < 0) {
        break;
      }
      sequence.append((char) next);
      if (Character.isLetter(next) || next == '~') {
        break;
      }
    }
    return Key.of(kind(sequence.toString()));
  }

  private static Kind kind(String sequence) {
    return switch (sequence) {
      case "A" -> Kind.UP;
      case "B" -> Kind.DOWN;
      case "H", "1~", "7~" -> Kind.HOME;
      case "F", "4~", "8~" -> Kind.END;
      case "5~" -> Kind.PAGE_UP;
      case "6~" -> Kind.PAGE_DOWN;
      case "M" -> Kind.ENTER;
      default -> Kind.OTHER;
    };
  }
}
