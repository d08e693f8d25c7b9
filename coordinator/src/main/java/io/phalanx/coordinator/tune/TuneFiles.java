package io.phalanx.coordinator.tune;

import io.phalanx.coordinator.bench.BenchFolder;
import io.phalanx.shared.lifecycle.ShutdownHook;
import java.nio.file.Path;

/// A folder for matrices that a sweep makes, which goes with it, also when the program is told to
/// end.
public final class TuneFiles implements AutoCloseable {
  private final BenchFolder folder;
  private final ShutdownHook hook;

  private TuneFiles(BenchFolder folder) {
    this.folder = folder;
    this.hook = new ShutdownHook("tune-files", folder::close);
  }

  /// Makes one in another folder, so in its file system.
  public static TuneFiles create(Path parent) {
    TuneFiles files = new TuneFiles(BenchFolder.create(parent));
    files.hook.register();
    return files;
  }

  /// Where it is.
  public Path path() {
    return folder.path();
  }

  @Override
  public void close() {
    folder.close();
    hook.close();
  }
}
