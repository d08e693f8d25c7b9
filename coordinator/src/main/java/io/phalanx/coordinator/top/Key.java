package io.phalanx.coordinator.top;

/// What was typed, or else happened to the terminal.
///
/// @param kind which key
/// @param character what it types; 0 for one that types nothing
public record Key(Kind kind, char character) {
  /// Which key.
  public enum Kind {
    CHARACTER,
    UP,
    DOWN,
    PAGE_UP,
    PAGE_DOWN,
    HOME,
    END,
    ENTER,
    ESCAPE,
    /// Ctrl-C.
    INTERRUPT,
    /// Ctrl-L.
    REDRAW,
    /// Ctrl-Z.
    SUSPEND,
    /// The terminal has another size.
    RESIZED,
    /// The terminal is gone.
    CLOSED,
    /// Nothing, for as long as was waited.
    NONE,
    /// A key without a meaning here.
    OTHER
  }

  /// A key that types nothing.
  public static Key of(Kind kind) {
    return new Key(kind, (char) 0);
  }

  /// A key that types a character.
  public static Key of(char character) {
    return new Key(Kind.CHARACTER, character);
  }
}
