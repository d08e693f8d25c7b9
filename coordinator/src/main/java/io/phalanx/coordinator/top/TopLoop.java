package io.phalanx.coordinator.top;

import io.phalanx.coordinator.report.NoStatus;
import io.phalanx.coordinator.top.Controls.Page;
import io.phalanx.coordinator.top.Key.Kind;
import io.phalanx.shared.config.ClusterDirectory;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Looks at the cluster, shows it, hears keys; again and again until it is told to quit.
///
/// Belongs to one thread.
public final class TopLoop implements AutoCloseable {
  /// A log is followed more closely than figures, which want time to become some.
  private static final long LOG_NS = TimeUnit.MILLISECONDS.toNanos(250);

  /// The first rates are there so soon.
  private static final long FIRST_NS = TimeUnit.MILLISECONDS.toNanos(300);

  private final ClusterDirectory directory;
  private final ClusterProbe probe;
  private final TopModel model;
  private final Controls controls = new Controls();
  private final TopView view;
  private final long intervalNs;
  private @Nullable LogFeed feed;
  private @Nullable LogPager fed;
  private long lookDueNs;
  private long logDueNs;
  private long looks;

  /// @param intervalMs time from one look to the next
  public TopLoop(ClusterDirectory directory, TopView view, long intervalMs) {
    this.directory = directory;
    this.probe = new ClusterProbe(directory);
    this.model = new TopModel(directory);
    this.view = view;
    this.intervalNs = TimeUnit.MILLISECONDS.toNanos(intervalMs);
    this.lookDueNs = System.nanoTime();
  }

  /// Runs until somebody quits.
  ///
  /// @return why there is no cluster, if there is none at the end
  public Optional<NoStatus> run(Screen screen) {
    boolean changed = true;
    while (!controls.isQuit()) {
      long nowNs = System.nanoTime();
      changed |= lookIfDue(nowNs);
      changed |= feedLogIfDue(nowNs);
      if (changed) {
        screen.draw(view.lines(model.picture(), controls, screen.size()));
      }
      Key key =
          screen.read(Math.max(1, TimeUnit.NANOSECONDS.toMillis(dueNs() - System.nanoTime())));
      changed = key.kind() != Kind.NONE;
      switch (key.kind()) {
        case NONE -> {}
        case RESIZED, REDRAW -> screen.forget();
        case SUSPEND -> screen.suspend();
        default -> controls.onKey(key, model.picture().workers());
      }
    }
    return Optional.ofNullable(model.picture().none());
  }

  private boolean lookIfDue(long nowNs) {
    if (controls.isPaused() || nowNs - lookDueNs < 0) {
      return false;
    }
    model.add(probe.look());
    looks++;
    // Late by more than one look, such as after a pause, it begins anew.
    long stepNs = looks == 1 ? Math.min(FIRST_NS, intervalNs) : intervalNs;
    lookDueNs = nowNs - lookDueNs > stepNs ? nowNs + stepNs : lookDueNs + stepNs;
    return true;
  }

  /// Follows the log that is on the screen, and no other.
  private boolean feedLogIfDue(long nowNs) {
    if (controls.page() != Page.LOG) {
      close();
      return false;
    }
    LogPager shown = controls.log();
    if (!shown.equals(fed)) {
      close();
      fed = shown;
      logDueNs = nowNs;
    }
    if (nowNs - logDueNs < 0) {
      return false;
    }
    logDueNs = nowNs + LOG_NS;
    boolean first = feed == null;
    if (feed == null) {
      feed = LogFeed.open(directory, shown.name());
    }
    List<LogPager.Line> lines = feed.poll();
    shown.add(lines);
    return first || !lines.isEmpty();
  }

  private long dueNs() {
    long nextLookNs = controls.isPaused() ? System.nanoTime() + intervalNs : lookDueNs;
    return controls.page() == Page.LOG && logDueNs - nextLookNs < 0 ? logDueNs : nextLookNs;
  }

  /// Closes the log that is open.
  @Override
  public void close() {
    fed = null;
    if (feed != null) {
      feed.close();
      feed = null;
    }
  }
}
