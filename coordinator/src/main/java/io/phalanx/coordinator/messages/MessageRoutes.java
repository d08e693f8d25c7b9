package io.phalanx.coordinator.messages;

import io.phalanx.coordinator.messages.LiveMessage.Copy;
import io.phalanx.shared.protocol.MessageDraft;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Which worker gets which message, and when.
///
/// Messages are given in the order in which they were taken in, as far as workers have credit; one
/// for any worker goes to the one that has the least to do. What a dead worker has not acknowledged
/// goes to another one, but for copies of what every worker gets: those wait for its replacement,
/// and are done with if there will be none. What may have been given before is given alone: so it
/// becomes known which message workers do not live through, and no other is blamed.
///
/// Pure: no file, queue or clock. The coordinator's thread owns it.
final class MessageRoutes {
  private final MessageLimits limits;

  /// Of all workers that there ever were.
  private final List<Mailbox> mailboxes = new ArrayList<>();

  private final NavigableMap<Long, Copy> unaddressed = new TreeMap<>();
  private final Map<Long, LiveMessage> live = new TreeMap<>();
  private int workers;
  private long unaddressedLength;
  private int turn;

  MessageRoutes(int workers, MessageLimits limits) {
    this.limits = limits;
    resize(workers);
  }

  /// There are so many workers from now on. Those that are too many get nothing more; what waits
  /// for one of them goes to any other.
  ///
  /// @return the copies of what every worker gets that waited for one that goes: they are done with
  List<Copy> resize(int count) {
    workers = count;
    while (mailboxes.size() < count) {
      mailboxes.add(new Mailbox(mailboxes.size()));
    }
    List<Copy> needless = new ArrayList<>();
    for (Mailbox leaving : mailboxes.subList(count, mailboxes.size())) {
      leaving.ready = false;
      List<Copy> waiting = List.copyOf(leaving.waiting.values());
      leaving.waiting.clear();
      for (Copy copy : waiting) {
        leaving.length -= copy.live().length();
        if (!moveOn(copy)) {
          needless.add(copy);
        }
      }
    }
    return needless;
  }

  /// Has any other worker get what one had that will not be replaced.
  ///
  /// @return false if every other one has it anyway: then it is done with
  private boolean moveOn(Copy copy) {
    if (copy.isBound()) {
      done(copy);
      return false;
    }
    copy.unaddress();
    await(copy);
    return true;
  }

  /// Who has no room.
  ///
  /// @param who such as `worker-1`
  /// @param depth messages that wait there
  /// @param reason for people
  record Full(String who, long depth, String reason) {}

  /// Who has no room for a message; null if everybody has.
  ///
  /// @throws IllegalArgumentException if there is no such worker
  @Nullable Full full(MessageDraft draft) {
    int length = draft.payload().length();
    return switch (draft.target()) {
      case MessageDraft.NONE -> null;
      case MessageDraft.ANY -> fullForAny(length);
      case MessageDraft.EVERY -> {
        for (Mailbox mailbox : mailboxes.subList(0, workers)) {
          Full full = full(mailbox, length);
          if (full != null) {
            yield full;
          }
        }
        yield null;
      }
      default -> {
        if (draft.target() < 0 || draft.target() >= workers) {
          throw new IllegalArgumentException(
              "no such worker: worker=" + draft.target() + ", workers=" + workers);
        }
        yield full(mailbox(draft.target()), length);
      }
    };
  }

  private @Nullable Full full(Mailbox mailbox, int length) {
    if (mailbox.depth() < limits.depthMax()
        && (mailbox.depth() == 0 || mailbox.length + length <= limits.lengthMax())) {
      return null;
    }
    String state = mailbox.ready ? "" : ", and it is not up";
    return new Full(
        mailbox.name(),
        mailbox.depth(),
        mailbox.name()
            + " is full: depth="
            + mailbox.depth()
            + ", max="
            + limits.depthMax()
            + ", characters="
            + mailbox.length
            + ", max="
            + limits.lengthMax()
            + state);
  }

  private @Nullable Full fullForAny(int length) {
    if (unaddressed.size() < limits.depthMax()
        && (unaddressed.isEmpty() || unaddressedLength + length <= limits.lengthMax())) {
      return null;
    }
    Mailbox least =
        mailboxes.stream()
            .filter(mailbox -> mailbox.ready)
            .min(Comparator.comparingInt(Mailbox::depth))
            .orElse(mailboxes.getFirst());
    return new Full(
        least.name(),
        least.depth(),
        "every worker is full: least="
            + least.name()
            + ", depth="
            + least.depth()
            + (least.ready ? "" : ", and it is not up")
            + ", waiting for any="
            + unaddressed.size()
            + ", max="
            + limits.depthMax()
            + ", characters="
            + unaddressedLength
            + ", max="
            + limits.lengthMax());
  }

  /// Takes a message in, whether there is room or not.
  void add(LiveMessage message) {
    if (message.copies().isEmpty()) {
      return;
    }
    live.put(message.id(), message);
    message.copies().forEach(this::await);
  }

  /// Takes a message back that no worker was given.
  void withdraw(LiveMessage message) {
    live.remove(message.id());
    for (Copy copy : message.copies()) {
      if (copy.target() == MessageDraft.ANY) {
        if (unaddressed.remove(copy.id()) != null) {
          unaddressedLength -= message.length();
        }
      } else {
        Mailbox mailbox = mailbox(copy.target());
        mailbox.waiting.remove(copy.id());
        mailbox.length -= message.length();
      }
    }
  }

  private void await(Copy copy) {
    if (copy.target() == MessageDraft.ANY) {
      unaddressed.put(copy.id(), copy);
      unaddressedLength += copy.live().length();
    } else {
      Mailbox mailbox = mailbox(copy.target());
      mailbox.waiting.put(copy.id(), copy);
      mailbox.length += copy.live().length();
    }
  }

  /// A process of this worker takes messages from now on.
  void ready(int workerId) {
    mailbox(workerId).ready = true;
  }

  /// Gives out what workers have credit for.
  ///
  /// @param giver told the worker and what it gets, in order
  /// @return how many copies were given
  int give(BiConsumer<Integer, Copy> giver) {
    int count = 0;
    for (Mailbox next = nextOwn(); ; next = nextOwn()) {
      Map.Entry<Long, Copy> any = unaddressed.firstEntry();
      if (any != null && (next == null || any.getKey() < next.waiting.firstKey())) {
        Mailbox least = leastLoaded(any.getValue().isSuspect());
        if (least != null) {
          unaddressed.remove(any.getKey());
          unaddressedLength -= any.getValue().live().length();
          least.length += any.getValue().live().length();
          give(least, any.getValue(), giver);
          count++;
          continue;
        }
        if (next == null || any.getValue().isSuspect()) {
          return count; // a suspect waits for a worker that has nothing else: soon one will
        }
      }
      if (next == null) {
        return count;
      }
      give(next, next.waiting.pollFirstEntry().getValue(), giver);
      count++;
    }
  }

  private static void give(Mailbox mailbox, Copy copy, BiConsumer<Integer, Copy> giver) {
    mailbox.alone = copy.isSuspect();
    mailbox.given.put(copy.id(), copy);
    giver.accept(mailbox.workerId, copy);
  }

  /// The worker with the oldest message of its own that it can be given; null if there is none.
  private @Nullable Mailbox nextOwn() {
    Mailbox oldest = null;
    for (Mailbox mailbox : mailboxes) {
      if (!mailbox.waiting.isEmpty()
          && canHave(mailbox, mailbox.waiting.firstEntry().getValue().isSuspect())
          && (oldest == null || mailbox.waiting.firstKey() < oldest.waiting.firstKey())) {
        oldest = mailbox;
      }
    }
    return oldest;
  }

  /// The worker that can be given a message and has the least to do; equals take turns.
  private @Nullable Mailbox leastLoaded(boolean suspect) {
    Mailbox least = null;
    for (int i = 1; i <= mailboxes.size(); i++) {
      Mailbox mailbox = mailboxes.get((turn + i) % mailboxes.size());
      if (canHave(mailbox, suspect) && (least == null || mailbox.depth() < least.depth())) {
        least = mailbox;
      }
    }
    if (least != null) {
      turn = least.workerId;
    }
    return least;
  }

  private boolean canHave(Mailbox mailbox, boolean suspect) {
    if (!mailbox.ready) {
      return false;
    }
    return mailbox.given.isEmpty()
        || (!suspect && !mailbox.alone && mailbox.given.size() < limits.credit());
  }

  /// A worker has acknowledged a message.
  ///
  /// @return its copy; null if it had none
  @Nullable Copy handled(int workerId, long id) {
    Mailbox mailbox = mailbox(workerId);
    Copy copy = mailbox.given.remove(id);
    if (copy != null) {
      mailbox.length -= copy.live().length();
      done(copy);
    }
    return copy;
  }

  private void done(Copy copy) {
    copy.live().done(copy);
    if (copy.live().copies().isEmpty()) {
      live.remove(copy.id());
    }
  }

  /// What a worker process has left that is given to none any more.
  ///
  /// @param deadly what no worker lives through
  /// @param needless what every worker gets, of one that will not be replaced
  record Left(List<Copy> deadly, List<Copy> needless) {}

  /// A worker process has ended and was reaped.
  ///
  /// @param died false where it was told to stop
  Left lost(int workerId, boolean died) {
    Mailbox mailbox = mailbox(workerId);
    mailbox.ready = false;
    List<Copy> given = List.copyOf(mailbox.given.values());
    boolean alone = mailbox.alone && given.size() == 1;
    mailbox.given.clear();
    Left left = new Left(new ArrayList<>(), new ArrayList<>());
    for (Copy copy : given) {
      mailbox.length -= copy.live().length();
      if (died && alone && copy.loseAlone() >= limits.aloneLossesMax()) {
        done(copy);
        left.deadly().add(copy);
      } else if (copy.isBound() && workerId < workers) {
        await(copy);
      } else if (!moveOn(copy)) {
        left.needless().add(copy);
      }
    }
    return left;
  }

  /// How many messages a worker was given and has not acknowledged.
  int given(int workerId) {
    return mailbox(workerId).given.size();
  }

  /// The oldest message that a worker was given and has not acknowledged; null if there is none.
  @Nullable Copy oldestGiven(int workerId) {
    Map.Entry<Long, Copy> oldest = mailbox(workerId).given.firstEntry();
    return oldest == null ? null : oldest.getValue();
  }

  /// What was not acknowledged by all, oldest first.
  Collection<LiveMessage> live() {
    return live.values();
  }

  private Mailbox mailbox(int workerId) {
    return mailboxes.get(workerId);
  }

  /// What waits for one worker, and what its process was given.
  private static final class Mailbox {
    private final int workerId;
    private final NavigableMap<Long, Copy> waiting = new TreeMap<>();
    private final NavigableMap<Long, Copy> given = new TreeMap<>();
    private boolean ready;
    private boolean alone;
    private long length;

    Mailbox(int workerId) {
      this.workerId = workerId;
    }

    String name() {
      return "worker-" + workerId;
    }

    int depth() {
      return waiting.size() + given.size();
    }
  }
}
