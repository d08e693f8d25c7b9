package io.phalanx.shared.protocol;

import java.io.Serial;

/// Bytes that are no message of this build: damaged, foreign, or of another version.
public final class ProtocolException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /// Stands for a value that could not be read.
  static final int UNKNOWN = -1;

  private final int typeId;
  private final int version;
  private final long sequence;

  ProtocolException(String reason, int typeId, int version, long sequence) {
    super(
        reason
            + ": type="
            + (typeId == UNKNOWN ? "unknown" : String.format("0x%04x", typeId))
            + ", version="
            + (version == UNKNOWN ? "unknown" : version)
            + ", sequence="
            + (sequence == UNKNOWN ? "unknown" : sequence));
    this.typeId = typeId;
    this.version = version;
    this.sequence = sequence;
  }

  /// The type id that the frame claims, or -1 if it could not be read.
  public int typeId() {
    return typeId;
  }

  /// The version that the frame claims, or -1 if it could not be read.
  public int version() {
    return version;
  }

  /// The sequence that the frame claims, or -1 if it could not be read.
  public long sequence() {
    return sequence;
  }
}
