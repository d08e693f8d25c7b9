package io.phalanx.shared.ledger;

import java.nio.file.Path;

/// A mapped file of zeros, made while there is time, for a job that comes later. It is no file of a
/// job yet: it has no header, and whoever opened it would find it torn.
///
/// It may be renamed meanwhile. One thread uses it.
public final class BlankFile implements AutoCloseable {
  private final MappedFile file;
  private boolean taken;

  private BlankFile(MappedFile file) {
    this.file = file;
  }

  /// Makes the file.
  public static BlankFile create(Path path, long bytes) {
    MappedFile file = MappedFile.create(path, bytes);
    file.memory().fill((byte) 0); // the first touch of a page costs more than the rest
    return new BlankFile(file);
  }

  /// Its size.
  long bytes() {
    return file.memory().byteSize();
  }

  /// The mapping, whose owner is the caller from now on.
  MappedFile take() {
    if (taken) {
      throw new IllegalStateException("the file has become another one");
    }
    taken = true;
    return file;
  }

  /// Unmaps the file, unless it has become another one.
  @Override
  public void close() {
    if (!taken) {
      taken = true;
      file.close();
    }
  }
}
