package io.phalanx.coordinator.messages;

import io.phalanx.shared.protocol.BusMessage;
import io.phalanx.shared.protocol.KernelJarRef;
import io.phalanx.shared.protocol.MessageDelivery;
import io.phalanx.shared.protocol.MessageDraft;
import io.phalanx.shared.protocol.MessageLeft;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// A message that not every worker has acknowledged that is to. The coordinator's thread owns it.
final class LiveMessage {
  private final BusMessage message;
  private final List<KernelJarRef> jars;
  private final List<Copy> copies = new ArrayList<>();

  LiveMessage(BusMessage message, List<KernelJarRef> jars) {
    this.message = message;
    this.jars = jars;
  }

  /// A message for a target among so many workers.
  static LiveMessage of(BusMessage message, List<KernelJarRef> jars, int target, int workers) {
    LiveMessage live = new LiveMessage(message, jars);
    if (target == MessageDraft.EVERY) {
      for (int workerId = 0; workerId < workers; workerId++) {
        live.add(workerId, true, 0);
      }
    } else if (target != MessageDraft.NONE) {
      live.add(target, false, 0);
    }
    return live;
  }

  /// What an earlier coordinator left, for so many workers: a copy for a worker that there is no
  /// more goes to any other one, or is done with if all others have theirs. What it had given to a
  /// worker is not known, so each copy may have been.
  static LiveMessage left(MessageLeft left, int workers) {
    LiveMessage live = new LiveMessage(left.message(), left.jars());
    for (MessageLeft.Copy copy : left.copies()) {
      int deliveries = copy.deliveries() + 1;
      if (copy.target() < workers) {
        live.add(copy.target(), copy.bound(), deliveries);
      } else if (!copy.bound()) {
        live.add(MessageDraft.ANY, false, deliveries);
      }
    }
    return live;
  }

  private void add(int target, boolean bound, int deliveries) {
    copies.add(new Copy(this, target, bound, deliveries));
  }

  long id() {
    return message.id();
  }

  BusMessage message() {
    return message;
  }

  Collection<Copy> copies() {
    return copies;
  }

  List<KernelJarRef> jars() {
    return jars;
  }

  int length() {
    return message.payload().length();
  }

  void done(Copy copy) {
    copies.remove(copy);
  }

  /// What the next coordinator has to know of it.
  MessageLeft left() {
    return new MessageLeft(
        message,
        jars,
        copies.stream()
            .map(copy -> new MessageLeft.Copy(copy.noted, copy.bound, copy.deliveries))
            .toList());
  }

  /// What one worker is to acknowledge.
  static final class Copy {
    private final LiveMessage live;
    private final boolean bound;
    private final int noted;
    private int target;
    private int deliveries;
    private int aloneLosses;

    private Copy(LiveMessage live, int target, boolean bound, int deliveries) {
      this.live = live;
      this.target = target;
      this.noted = target;
      this.bound = bound;
      this.deliveries = deliveries;
    }

    LiveMessage live() {
      return live;
    }

    long id() {
      return live.id();
    }

    /// The worker that it is for, or [MessageDraft#ANY].
    int target() {
      return target;
    }

    /// The target under which it was written down, whatever became of that worker.
    int noted() {
      return noted;
    }

    /// True if it is for that worker alone, whichever process that is.
    boolean isBound() {
      return bound;
    }

    /// True if a worker may have had it before.
    boolean isSuspect() {
      return deliveries > 0;
    }

    int deliveries() {
      return deliveries;
    }

    MessageDelivery deliver() {
      deliveries++;
      return new MessageDelivery(live.message.delivered(deliveries), live.jars);
    }

    /// Any other worker may have it, since the one that it was for is gone.
    void unaddress() {
      target = MessageDraft.ANY;
    }

    /// A worker died that had nothing but this.
    ///
    /// @return how often that has happened
    int loseAlone() {
      return ++aloneLosses;
    }
  }
}
