package io.phalanx.coordinator.bench;

import io.phalanx.coordinator.bench.Contender.Run;
import io.phalanx.coordinator.bench.Standing.State;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Runs one task by all contenders in turn, A B C A B C, so that what disturbs the machine meets
/// all of them alike.
///
/// Before the clock counts, each runs once on fresh input and its output is checked. The first one,
/// whose code is compiled as it runs, is warmed up until it gets no faster.
final class Race {
  private static final int ROUNDS_MIN = 3;
  private static final int WARM_RUNS_MIN = 3;

  /// One that takes seconds a run is not waited for longer than this many times the warm-up.
  private static final int WARM_TIMES_MAX = 10;

  private final Limits limits;
  private final Consumer<String> progress;

  Race(Limits limits, Consumer<String> progress) {
    this.limits = limits;
    this.progress = progress;
  }

  /// How long it may take.
  ///
  /// @param rounds number of rounds
  /// @param secondsMax time after which no further round begins, once there were three
  /// @param warmMs how long the first contender is warmed up at least, up to ten times that until
  ///   it gets no faster; 0 if it is to run cold
  record Limits(int rounds, double secondsMax, long warmMs) {}

  TaskResult run(BenchTask task, List<Contender> contenders) {
    progress.accept(task.title());
    List<Lane> lanes = new ArrayList<>();
    try (TaskMatrices matrices = TaskMatrices.open(task)) {
      for (Contender contender : contenders) {
        Lane lane = new Lane(contender);
        lanes.add(lane);
        lane.begin(task, matrices, lanes.size() == 1);
      }
      long startNs = System.nanoTime();
      for (int round = 0; round < limits.rounds() && !isOver(round, startNs); round++) {
        lanes.forEach(lane -> lane.round(task, matrices));
      }
    }
    return new TaskResult(task, lanes.stream().map(Lane::standing).toList());
  }

  private boolean isOver(int rounds, long startNs) {
    return rounds >= ROUNDS_MIN && (System.nanoTime() - startNs) / 1e9 > limits.secondsMax();
  }

  /// One contender's way through the rounds.
  private final class Lane {
    private final Contender contender;
    private final List<Run> runs = new ArrayList<>();
    private State state = State.RANKED;
    private String note = "";

    Lane(Contender contender) {
      this.contender = contender;
    }

    void begin(BenchTask task, TaskMatrices matrices, boolean first) {
      try {
        Optional<String> reason = contender.prepare(task);
        if (reason.isPresent()) {
          leave(State.ABSENT, reason.get());
          return;
        }
        matrices.restore();
        Expectation expected = matrices.expect();
        Run run = contender.run();
        Optional<String> wrong = expected.difference(run.result(), contender.output(task));
        if (wrong.isPresent()) {
          leave(State.WRONG, wrong.get());
        } else if (first && limits.warmMs() > 0) {
          warmUp(task, matrices);
        }
      } catch (IOException e) {
        leave(State.FAILED, String.valueOf(e.getMessage()));
      }
    }

    void round(BenchTask task, TaskMatrices matrices) {
      if (state != State.RANKED) {
        return;
      }
      try {
        if (task.operation().drifts()) {
          matrices.restore();
        }
        runs.add(contender.run());
      } catch (IOException e) {
        leave(State.FAILED, String.valueOf(e.getMessage()));
      }
    }

    Standing standing() {
      if (state != State.RANKED) {
        return Standing.without(contender.name(), state, note);
      }
      Figures seconds = new Figures(runs.stream().map(run -> run.elapsedNs() / 1e9).toList());
      Figures computeMs =
          new Figures(runs.stream().map(Run::computeMs).filter(Objects::nonNull).toList());
      return new Standing(contender.name(), state, note, seconds, computeMs);
    }

    private void warmUp(BenchTask task, TaskMatrices matrices) throws IOException {
      Steadiness steadiness = new Steadiness();
      long startNs = System.nanoTime();
      for (int run = 1; run < WARM_RUNS_MIN || isCold(startNs, steadiness); run++) {
        if (task.operation().drifts()) {
          matrices.restore();
        }
        steadiness.add(contender.run().elapsedNs() / 1e9);
      }
    }

    private boolean isCold(long startNs, Steadiness steadiness) {
      long warmNs = TimeUnit.MILLISECONDS.toNanos(limits.warmMs());
      long elapsedNs = System.nanoTime() - startNs;
      return elapsedNs <= warmNs
          || (!steadiness.isReached() && elapsedNs <= WARM_TIMES_MAX * warmNs);
    }

    private void leave(State why, String reason) {
      state = why;
      note = reason;
      if (why != State.ABSENT) {
        progress.accept(contender.name() + " " + why + ": " + reason);
      }
    }
  }
}
