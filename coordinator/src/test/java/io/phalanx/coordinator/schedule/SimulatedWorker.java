package io.phalanx.coordinator.schedule;

import io.phalanx.shared.ledger.RedoFile;
import io.phalanx.shared.ledger.TileLedger;
import io.phalanx.shared.ledger.TileSteps;
import io.phalanx.shared.ledger.TileSteps.Step;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// One worker process: beats, takes orders between tiles, claims tiles and changes them step by
/// step, as the real worker does in its duty cycle.
final class SimulatedWorker {
  private static final long NEVER = Long.MAX_VALUE;

  private final WorkerRef ref;
  private final World world;

  /// The rounds of orders not taken yet.
  private final Deque<Integer> orders = new ArrayDeque<>();

  private boolean started;
  private boolean dead;
  private boolean killed;
  private long hangsUntilMs;
  private long beatMs;
  private long beatRanMs;
  private @Nullable Phase phase;

  SimulatedWorker(WorkerRef ref, World world) {
    this.ref = ref;
    this.world = world;
    beat();
  }

  /// Its part in a round of the phase.
  private record Phase(int round, SimulatedBlocks blocks, TileSteps steps) {
    boolean isAtATile() {
      return steps.next() != Step.NONE;
    }
  }

  WorkerRef ref() {
    return ref;
  }

  void order(int round) {
    orders.add(round);
  }

  /// Does one thing.
  void turn() {
    beat();
    if (!started) {
      started = true;
      world.reports().send(new Report.Ready(ref));
    } else if (phase != null && phase.isAtATile()) {
      phase.steps.step();
    } else if (!orders.isEmpty()) {
      open(orders.remove());
    } else if (phase != null) {
      claim(phase);
    }
  }

  /// What it is going to do with its tile; [Step#NONE] if it has none.
  Step next() {
    return phase == null ? Step.NONE : phase.steps.next();
  }

  /// True while it lives and was told to work in a round that it has not reported the end of.
  boolean isBusy() {
    return !dead && (phase != null || !orders.isEmpty());
  }

  /// Dies in its next step, at the latest behind it.
  ///
  /// @param bytes how much it writes before that, where the step computes or copies
  void dieWithin(long bytes) {
    dead = true;
    Step last = next();
    if (phase != null && phase.isAtATile() && !tryStep(phase, bytes)) {
      world.saw(
          last == Step.COPY ? Happening.WORKER_DIED_IN_COPY : Happening.WORKER_DIED_IN_COMPUTE);
    }
  }

  /// Dies before its next step.
  void die() {
    world.saw(Happening.WORKER_DIED_BETWEEN_STEPS);
    dead = true;
  }

  /// Its kernel throws, or the file shrinks under it: it gives the phase up, and lives.
  ///
  /// @param bytes how much it writes before that; where that is all, nothing happens to it
  void failWithin(long bytes) {
    if (phase != null && phase.isAtATile() && !tryStep(phase, bytes)) {
      world.saw(Happening.KERNEL_THREW);
      phase = null;
      world.reports().send(new Report.Failed(ref));
    }
  }

  /// Does nothing for a time.
  ///
  /// @param ms how long, of the time in which it could run
  void hang(long ms) {
    hangsUntilMs = world.clock().ranMs() + ms;
  }

  /// Does nothing until it is woken or dies.
  void hang() {
    hangsUntilMs = NEVER;
  }

  void wake() {
    hangsUntilMs = 0;
  }

  boolean isHanging() {
    return world.clock().ranMs() < hangsUntilMs;
  }

  /// A kill was sent; it dies soon, and not at once.
  void kill() {
    killed = true;
  }

  boolean isKilled() {
    return killed;
  }

  boolean isDead() {
    return dead;
  }

  /// Its heartbeat, ms since 1970.
  long beatMs() {
    return beatMs;
  }

  /// How long it has been silent, of the time in which it could run.
  long silentMs() {
    return world.clock().ranMs() - beatRanMs;
  }

  /// Takes a step that may be cut short.
  ///
  /// @return false if it was
  private static boolean tryStep(Phase current, long bytes) {
    current.blocks.cutAfter(bytes);
    try {
      current.steps.step();
      current.blocks.cutAfter(Long.MAX_VALUE);
      return true;
    } catch (CutShort e) {
      return false;
    }
  }

  private void beat() {
    beatMs = world.clock().nowMs();
    beatRanMs = world.clock().ranMs();
  }

  private void open(int round) {
    RedoFile redo = world.files().createRedo(ref.workerId());
    SimulatedBlocks blocks = world.files().blocks(redo);
    phase = new Phase(round, blocks, new TileSteps(world.files().ledger(), redo, blocks));
  }

  private void claim(Phase current) {
    TileLedger ledger = world.files().ledger();
    int tile = ledger.claim(ref.workerId(), ref.incarnation());
    if (tile == TileLedger.NONE) {
      phase = null;
      world.reports().send(new Report.Drained(ref, current.round));
      return;
    }
    if (ledger.isFrozen() || (ledger.isHalted() && ledger.unitsDone(tile) == 0)) {
      throw new AssertionError("claimed, though the job was stopped: tile=" + tile);
    }
    current.steps.begin(tile, world.files().first(tile), world.files().limit(tile));
  }
}
