package io.phalanx.coordinator.tune;

import io.phalanx.coordinator.bench.BenchFolder;
import java.nio.file.Path;

/// A folder for matrices that a sweep makes, which goes with it, also when the program is told to
/// end.
public final class TuneFiles implements AutoCloseable {
  private final BenchFolder folder;
  private final Thread hook;

  private TuneFiles(BenchFolder folder) {
    this.folder = folder;
    this.hook = Thread.ofPlatform().name("tune-files").unstarted(folder::close);
  }

  /// Makes one in another folder, so in its file system.
  public static TuneFiles create(Path parent) {
    TuneFiles files = new TuneFiles(BenchFolder.create(parent));
    Runtime.getRuntime().addShutdownHook(files.hook);
    return files;
  }

  /// Where it is.
  public Path path() {
    return folder.path();
  }

  @Override
  public void close() {
    folder.close();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The program is ending already: the hook finds nothing left.
      return;
    }
  }
}
