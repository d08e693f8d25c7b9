package io.phalanx.shared.protocol;

import io.phalanx.shared.matrix.DType;

/// Where a matrix lies, and what its header said when the job was planned: a worker that finds it
/// otherwise refuses the phase.
///
/// @param path absolute path of the file
/// @param dataOffset where its elements start in the file, in bytes
/// @param rows number of rows, 0 or more
/// @param cols number of columns, 0 or more
/// @param dtype element type
public record MatrixRef(String path, long dataOffset, long rows, long cols, DType dtype) {
  public MatrixRef {
    if (dataOffset < 0 || rows < 0 || cols < 0) {
      throw new IllegalArgumentException(
          "negative offset or shape: dataOffset="
              + dataOffset
              + ", rows="
              + rows
              + ", cols="
              + cols
              + ", path="
              + path);
    }
  }
}
