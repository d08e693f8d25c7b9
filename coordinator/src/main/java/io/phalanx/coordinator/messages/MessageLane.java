package io.phalanx.coordinator.messages;

import io.phalanx.coordinator.schedule.WorkerRef;
import io.phalanx.shared.bus.VolumeReceiver;
import io.phalanx.shared.bus.VolumeSender;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.config.Folders;
import io.phalanx.shared.config.ProcessIdentity;
import io.phalanx.shared.counters.Bell;
import io.phalanx.shared.lane.LaneFolders;
import io.phalanx.shared.protocol.BusTalk.Mail;
import io.phalanx.shared.protocol.Envelope;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The coordinator's end of a lane, of a client or of a worker process, as old as that is. The
/// coordinator's thread owns it.
final class MessageLane implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MessageLane.class);
  private static final int POSTS_PER_POLL_MAX = 64;

  /// Read by nobody.
  private static final long UNSUBSCRIBED = Long.MAX_VALUE;

  private final String name;
  private final String party;
  private final Owner owner;
  private final Bell bell;
  private final LaneFolders folders;
  private final VolumeReceiver posts;
  private final VolumeSender mail;
  private final Deque<Publication> publications = new ArrayDeque<>();
  private long readId = UNSUBSCRIBED;
  private long progressMs;
  private boolean mailed;
  private boolean left;
  private boolean broken;

  private MessageLane(
      ClusterDirectory directory, String name, String party, Owner owner, Bell bell) {
    this.name = name;
    this.party = party;
    this.owner = owner;
    this.bell = bell;
    this.folders = LaneFolders.of(directory, name);
    this.posts = VolumeReceiver.consumer(folders.posts());
    this.mail = VolumeSender.open(folders.mail(), Envelope.COORDINATOR, 1);
  }

  /// Whose lane it is: one of the two.
  private record Owner(@Nullable ProcessIdentity client, @Nullable WorkerRef worker) {}

  static MessageLane ofClient(
      ClusterDirectory directory, String name, ProcessIdentity client, Bell bell) {
    return new MessageLane(
        directory, name, "client-" + client.pid(), new Owner(client, null), bell);
  }

  static MessageLane ofWorker(ClusterDirectory directory, WorkerRef worker, Bell bell) {
    String party = "worker-" + worker.workerId();
    return new MessageLane(
        directory, party + "-" + worker.incarnation(), party, new Owner(null, worker), bell);
  }

  String name() {
    return name;
  }

  /// As a sender is called.
  String party() {
    return party;
  }

  /// The worker whose lane this is; null for a client's.
  @Nullable WorkerRef worker() {
    return owner.worker();
  }

  /// True while whoever has the other end may use it.
  boolean isUsed() {
    ProcessIdentity client = owner.client();
    return !left && (client == null || client.isAlive());
  }

  void leave() {
    left = true;
  }

  /// Hears nothing of it any more.
  void breakOff() {
    left = true;
    broken = true;
  }

  /// What is to be taken in, oldest first.
  Deque<Publication> publications() {
    return publications;
  }

  boolean isSubscribed() {
    return readId != UNSUBSCRIBED;
  }

  /// Up to which message it has read; beyond all of them if it reads none.
  long readId() {
    return readId;
  }

  void read(long id) {
    readId = id;
  }

  void unsubscribe() {
    readId = UNSUBSCRIBED;
  }

  /// When it was last seen to get on with what it was given, ms since 1970.
  long progressMs() {
    return progressMs;
  }

  void progress(long nowMs) {
    progressMs = nowMs;
  }

  int poll(Consumer<Envelope> handler) {
    return broken ? 0 : mail.flush() + posts.poll(handler, POSTS_PER_POLL_MAX);
  }

  /// Leaves mail; [#wake] wakes whoever gets it.
  void send(Mail message, long correlationId) {
    mail.post(message, correlationId);
    mailed = true;
    if (mail.bytes() >= LaneFolders.VOLUME_BYTES && !mail.isHolding()) {
      mail.turnOver(); // where there is no room for that, this one goes on
    }
  }

  void wake() {
    if (mailed) {
      mailed = false;
      bell.ring();
    }
  }

  /// Closes the lane and removes it.
  @Override
  public void close() {
    posts.close();
    mail.close();
    try {
      Folders.delete(folders.folder());
    } catch (IOException e) {
      // Its client may be just putting something there; what stays goes with the next coordinator.
      LOG.info("lane stays for now: lane={} cause={}", name, e.toString());
    }
  }
}
