package io.phalanx.shared.lifecycle;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// Work that a duty cycle must not wait for.
public final class Background {
  private Background() {}

  /// Does something on a thread of its own.
  ///
  /// @param name of the thread
  /// @param done run there once the future is complete
  public static <T> CompletableFuture<T> start(String name, Supplier<T> work, Runnable done) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .name(name)
        .start(() -> {
          try {
            result.complete(work.get());
          } catch (Throwable e) { // whoever waits has to hear of it
            result.completeExceptionally(e);
          }
          done.run();
        });
    return result;
  }
}
