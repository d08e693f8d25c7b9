package io.phalanx.shared.matrix;

/// What a mapping may do with its file.
public enum Access {
  /// Read; the file may be read-only. Storing into the memory is refused with
  /// UnsupportedOperationException.
  READ,
  /// Read and write; every process that maps the file sees a store at once.
  READ_WRITE
}
