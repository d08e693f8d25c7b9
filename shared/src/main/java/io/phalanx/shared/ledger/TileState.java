package io.phalanx.shared.ledger;

/// One tile's entry in the ledger, packed into a long so that one compare-and-set changes it.
///
/// ```text
/// bits 63..32        31..16     15..8      7..0
/// | incarnation      | worker   | attempts | stage |
/// ```
///
/// @param stage how far the tile is
/// @param attempts how often it was claimed, at most 255
/// @param workerId who claimed it last
/// @param incarnation which process of that worker
public record TileState(Stage stage, int attempts, int workerId, int incarnation) {
  /// How far a tile is.
  public enum Stage {
    /// Nobody works on it.
    FREE(0),
    /// A worker works on it.
    CLAIMED(1),
    /// Its output is complete.
    DONE(2);

    private final int code;

    Stage(int code) {
      this.code = code;
    }
  }

  /// Most claims that are counted.
  public static final int ATTEMPTS_MAX = 255;

  private static final int ATTEMPTS_SHIFT = 8;
  private static final int WORKER_SHIFT = 16;
  private static final int INCARNATION_SHIFT = 32;

  long pack() {
    return (long) incarnation << INCARNATION_SHIFT
        | (long) (workerId & 0xFFFF) << WORKER_SHIFT
        | (long) attempts << ATTEMPTS_SHIFT
        | stage.code;
  }

  static TileState unpack(long bits) {
    return new TileState(
        stageOf(bits),
        (int) (bits >>> ATTEMPTS_SHIFT) & 0xFF,
        (int) (bits >>> WORKER_SHIFT) & 0xFFFF,
        (int) (bits >>> INCARNATION_SHIFT));
  }

  private static Stage stageOf(long bits) {
    return switch ((int) (bits & 0xFF)) {
      case 0 -> Stage.FREE;
      case 1 -> Stage.CLAIMED;
      case 2 -> Stage.DONE;
      default ->
          throw new IllegalStateException("damaged tile entry: bits=0x" + Long.toHexString(bits));
    };
  }

  /// The stage of packed bits, without unpacking the rest.
  static boolean is(Stage stage, long bits) {
    return (bits & 0xFF) == stage.code;
  }

  TileState claimedBy(int worker, int workerIncarnation) {
    return new TileState(
        Stage.CLAIMED, Math.min(attempts + 1, ATTEMPTS_MAX), worker, workerIncarnation);
  }

  /// Free, as if the last claim had not been.
  TileState takenBack() {
    return new TileState(Stage.FREE, Math.max(0, attempts - 1), workerId, incarnation);
  }

  TileState at(Stage next) {
    return new TileState(next, attempts, workerId, incarnation);
  }
}
