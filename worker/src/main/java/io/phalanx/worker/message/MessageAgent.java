package io.phalanx.worker.message;

import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.counters.BellIdling;
import io.phalanx.shared.counters.CounterFile;
import io.phalanx.shared.lane.Lane;
import io.phalanx.shared.protocol.BusTalk.Post;
import io.phalanx.shared.protocol.MessageDelivery;
import io.phalanx.shared.protocol.MessageHandling;
import io.phalanx.worker.side.SideAgent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The duty cycle of what takes messages in a worker: hear what is delivered, have it handled,
/// acknowledge.
///
/// Acknowledgements travel together as long as handlers are quick. One thread opens, runs and
/// closes it.
public final class MessageAgent implements SideAgent {
  private static final Logger LOG = LoggerFactory.getLogger(MessageAgent.class);

  private static final int HELD_MAX = 32;
  private static final long HELD_NS = TimeUnit.MILLISECONDS.toNanos(1);

  /// Characters of answers above which they do not wait for each other.
  private static final int HELD_LENGTH_MAX = 64 << 10;

  private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Lane lane;
  private final HandlerRun run;
  private final List<MessageHandling> held = new ArrayList<>();
  private long heldSinceNs;
  private int heldLength;

  private MessageAgent(Lane lane, HandlerRun run) {
    this.lane = lane;
    this.run = run;
  }

  /// Opens a worker's lane and reports that it takes messages.
  public static MessageAgent open(
      ClusterDirectory directory, int workerId, String laneName, CounterFile counters) {
    Lane lane = Lane.open(directory, laneName, workerId, counters.coordinatorBell()::ring);
    BellIdling idling = new BellIdling(counters.messageBell(workerId), LOOK_NS);
    HandlerRun run =
        new HandlerRun(lane, workerId, directory.log("worker-" + workerId), idling::idle);
    lane.post(new Post.Ready());
    LOG.info("taking messages: workerId={}", workerId);
    return new MessageAgent(lane, run);
  }

  @Override
  public int doWork() {
    int workCount = lane.poll() + lane.flush();
    for (MessageDelivery next = lane.nextDelivery(); next != null; next = lane.nextDelivery()) {
      hold(run.run(next));
      workCount++;
    }
    acknowledge();
    return workCount;
  }

  /// Nothing that it could begin comes after: the coordinator delivers no more before it has a
  /// worker retired.
  @Override
  public void retire() {}

  @Override
  public boolean isAtRest() {
    return held.isEmpty() && !lane.isHolding();
  }

  private void hold(MessageHandling handling) {
    long nowNs = System.nanoTime();
    if (held.isEmpty()) {
      heldSinceNs = nowNs;
    }
    held.add(handling);
    String answer = handling.answer();
    heldLength += answer == null ? 0 : answer.length();
    if (held.size() >= HELD_MAX
        || heldLength >= HELD_LENGTH_MAX
        || nowNs - heldSinceNs >= HELD_NS) {
      acknowledge();
    }
  }

  private void acknowledge() {
    if (!held.isEmpty()) {
      lane.post(new Post.Handled(held));
      held.clear();
      heldLength = 0;
    }
  }

  @Override
  public void close() {
    lane.close();
  }
}
