package io.phalanx.coordinator.api.pool;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/// How a pool takes several tasks in.
interface TaskIntake {
  /// Submits all of them, or none.
  <R> List<CompletableFuture<R>> submitAll(List<? extends Callable<R>> callables, Terms terms);
}
