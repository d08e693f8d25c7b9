package io.phalanx.worker;

import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.ledger.TileSteps.Step;
import io.phalanx.shared.lifecycle.Signals;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A point of the tile protocol at which a worker is to come to harm, for tests of recovery.
///
/// A properties file `breakpoint` in the cluster directory names it:
///
/// ```text
/// step=COPY       the [Step] before which it happens; the middle of it with half=true
/// tile=3          at this tile; any where left out
/// action=kill     kill (SIGKILL), stop (SIGSTOP), spin (for ever), heap (until it is full), throw
/// once=true       false for every worker that comes there
/// ```
///
/// One worker, that which manages to delete the file, is hit.
final class BreakPoint {
  private static final Logger LOG = LoggerFactory.getLogger(BreakPoint.class);

  private final Path file;
  private final Step step;
  private final boolean half;
  private final int tile;
  private final String action;
  private final boolean once;

  private BreakPoint(Path file, Properties wanted) {
    this.file = file;
    this.step = Step.valueOf(wanted.getProperty("step"));
    this.half = Boolean.parseBoolean(wanted.getProperty("half"));
    this.tile = Integer.parseInt(wanted.getProperty("tile", "-1"));
    this.action = wanted.getProperty("action", "kill").toLowerCase(Locale.ROOT);
    this.once = Boolean.parseBoolean(wanted.getProperty("once", "true"));
  }

  /// The break point of a cluster; null where there is none, as in every real one.
  static @Nullable BreakPoint read(ClusterDirectory directory) {
    Path file = directory.root().resolve("breakpoint");
    if (!Files.exists(file)) {
      return null;
    }
    Properties wanted = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      wanted.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the break point: file=" + file, e);
    }
    return new BreakPoint(file, wanted);
  }

  /// Before a step.
  void reach(Step reached, int reachedTile) {
    hit(reached, reachedTile, false);
  }

  /// True if the middle of the copying is where it is to happen.
  boolean isHalfWay() {
    return half;
  }

  /// In the middle of copying.
  void reachHalfWay(int reachedTile) {
    hit(Step.COPY, reachedTile, true);
  }

  private void hit(Step reached, int reachedTile, boolean halfWay) {
    boolean here = reached == step && halfWay == half && (tile < 0 || tile == reachedTile);
    if (!here || !isMine()) {
      return;
    }
    LOG.warn("break point: step={} half={} tile={} action={}", step, half, reachedTile, action);
    switch (action) {
      case "kill" -> Signals.send("KILL", ProcessHandle.current().pid());
      case "stop" -> Signals.send("STOP", ProcessHandle.current().pid());
      case "spin" -> spin();
      case "heap" -> fillHeap();
      case "throw" -> throw new IllegalStateException("break point: tile=" + reachedTile);
      default -> throw new IllegalStateException("unknown action: action=" + action);
    }
  }

  private boolean isMine() {
    if (!once) {
      return Files.exists(file);
    }
    try {
      return Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete: file=" + file, e);
    }
  }

  private static void spin() {
    while (!Thread.currentThread().isInterrupted()) {
      Thread.onSpinWait();
    }
  }

  private static void fillHeap() {
    List<long[]> kept = new ArrayList<>();
    while (kept.size() < Integer.MAX_VALUE) {
      kept.add(new long[1 << 20]);
    }
  }
}
