package io.phalanx.shared.counters;

import java.util.Map;
import java.util.Objects;
import org.agrona.concurrent.status.AtomicCounter;

/// The counters of one worker, live. Valid while the [CounterFile] they came from is open.
public final class WorkerCounters {
  private final Map<WorkerCounter, AtomicCounter> counters;

  WorkerCounters(Map<WorkerCounter, AtomicCounter> counters) {
    this.counters = counters;
  }

  /// The value now.
  public long get(WorkerCounter counter) {
    return of(counter).get();
  }

  /// Sets the value, visible to all processes in order.
  public void set(WorkerCounter counter, long value) {
    of(counter).setRelease(value);
  }

  /// Adds to the value; only its one writer may.
  public void add(WorkerCounter counter, long increment) {
    of(counter).getAndAddRelease(increment);
  }

  /// The state now.
  public WorkerState state() {
    return WorkerState.ofCode(get(WorkerCounter.STATE));
  }

  /// Sets the state.
  public void state(WorkerState state) {
    set(WorkerCounter.STATE, state.code());
  }

  private AtomicCounter of(WorkerCounter counter) {
    return Objects.requireNonNull(counters.get(counter));
  }
}
