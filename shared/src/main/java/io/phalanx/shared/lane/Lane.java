package io.phalanx.shared.lane;

import io.phalanx.shared.bus.VolumeReceiver;
import io.phalanx.shared.bus.VolumeSender;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.protocol.BusMessage;
import io.phalanx.shared.protocol.BusTalk.Mail;
import io.phalanx.shared.protocol.BusTalk.Post;
import io.phalanx.shared.protocol.Envelope;
import io.phalanx.shared.protocol.MessageDelivery;
import io.phalanx.shared.protocol.MessageDraft;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The end of a lane at a client or a worker.
///
/// Any thread may use it; they take turns, and whoever waits for its own mail looks after that of
/// the others as well.
public final class Lane implements AutoCloseable {
  private static final int MAIL_PER_POLL_MAX = 64;

  /// Characters of payloads that go into one post, each of at most three bytes.
  private static final int POST_LENGTH_MAX = 256 << 10;

  private final VolumeSender posts;
  private final VolumeReceiver mail;
  private final Runnable ring;
  private final Map<Long, Mail> replies = new HashMap<>();
  private final Map<Long, BusMessage> responses = new HashMap<>();
  private final Set<Long> awaited = new HashSet<>();
  private final Set<Long> requests = new HashSet<>();
  private final Deque<MessageDelivery> deliveries = new ArrayDeque<>();
  private long lastCorrelationId;

  private Lane(VolumeSender posts, VolumeReceiver mail, Runnable ring) {
    this.posts = posts;
    this.mail = mail;
    this.ring = ring;
  }

  /// Opens a lane that the coordinator has made.
  ///
  /// @param senderId the worker, or [Envelope#CLIENT]
  /// @param ring wakes the coordinator
  public static Lane open(ClusterDirectory directory, String name, int senderId, Runnable ring) {
    LaneFolders folders = LaneFolders.of(directory, name);
    VolumeSender posts = VolumeSender.open(folders.posts(), senderId, 1);
    return new Lane(posts, VolumeReceiver.consumer(folders.mail()), ring);
  }

  /// Says something that has no answer, now or once there is room on the disk.
  public synchronized void post(Post post) {
    posts.post(post, 0);
    endPost();
  }

  /// Sends what had no room on the disk, if it is time to try again.
  public synchronized int flush() {
    int count = posts.isHolding() ? posts.flush() : 0;
    if (count > 0) {
      ring.run();
    }
    posts.handOver();
    return count;
  }

  /// True while something that was said waits for room on the disk.
  public synchronized boolean isHolding() {
    return posts.isHolding();
  }

  /// Has messages taken in; they are written down once this returns.
  ///
  /// @param waitMs how long to wait for whoever is full, in ms
  /// @return their ids in the same order
  /// @throws RefusedException if somebody has no room for so long; the first ones may be taken in
  /// @throws IllegalArgumentException if a message is at fault
  public List<Long> publish(List<MessageDraft> drafts, long waitMs, Waiting waiting) {
    List<Long> ids = new ArrayList<>(drafts.size());
    for (List<MessageDraft> some : split(drafts)) {
      ids.addAll(taken(await(ask(new Post.Publish(some, waitMs), false), waiting), ids));
    }
    return ids;
  }

  /// The same with one request, whose response [#awaitResponse] gives.
  public long request(MessageDraft draft, long waitMs, Waiting waiting) {
    Mail reply = await(ask(new Post.Publish(List.of(draft), waitMs), true), waiting);
    return taken(reply, List.of()).getFirst();
  }

  private static List<Long> taken(Mail reply, List<Long> before) {
    return switch (reply) {
      case Mail.Taken(var ids) -> ids;
      case Mail.Refused(var ids, var usage, var full, var depth, var reason) -> {
        if (usage) {
          throw new IllegalArgumentException(reason);
        }
        List<Long> all = new ArrayList<>(before);
        all.addAll(ids);
        throw new RefusedException(new Mail.Refused(all, false, full, depth, reason));
      }
      default -> throw new IllegalStateException("not an answer to messages: mail=" + reply);
    };
  }

  /// Waits for the response to a request.
  ///
  /// @param timeoutNs how long
  /// @return null if there is none yet; then it is waited for no more
  public @Nullable BusMessage awaitResponse(long id, long timeoutNs, Waiting waiting) {
    long startNs = System.nanoTime();
    while (true) {
      int workCount = poll();
      synchronized (this) {
        BusMessage response = responses.remove(id);
        if (response != null || System.nanoTime() - startNs >= timeoutNs) {
          awaited.remove(id);
          return response;
        }
      }
      waiting.idle(workCount);
    }
  }

  /// Has the log kept from here on until [Post.Read] says that it is read.
  public Mail.Subscribed subscribe(Waiting waiting) {
    if (await(ask(new Post.Subscribe(), false), waiting) instanceof Mail.Subscribed subscribed) {
      return subscribed;
    }
    throw new IllegalStateException("not an answer to a subscription");
  }

  /// Looks for mail.
  ///
  /// @return how much there was
  public synchronized int poll() {
    int count = mail.poll(this::onMail, MAIL_PER_POLL_MAX);
    mail.handOver();
    return count;
  }

  /// The next message that was delivered; null if there is none.
  public synchronized @Nullable MessageDelivery nextDelivery() {
    return deliveries.poll();
  }

  private synchronized long ask(Post post, boolean request) {
    long correlationId = ++lastCorrelationId;
    if (request) {
      requests.add(correlationId);
    }
    posts.sendNow(post, correlationId);
    endPost();
    return correlationId;
  }

  private void endPost() {
    if (posts.bytes() >= LaneFolders.VOLUME_BYTES && !posts.isHolding()) {
      posts.turnOver(); // where there is no room for that, this one goes on
    }
    posts.handOver();
    ring.run();
  }

  private Mail await(long correlationId, Waiting waiting) {
    while (true) {
      int workCount = poll();
      synchronized (this) {
        Mail reply = replies.remove(correlationId);
        if (reply != null) {
          return reply;
        }
      }
      waiting.idle(workCount);
    }
  }

  private void onMail(Envelope envelope) {
    if (!(envelope.message() instanceof Mail some)) {
      throw new IllegalStateException("not mail: message=" + envelope.message());
    }
    long correlationId = envelope.correlationId();
    switch (some) {
      case Mail.Deliver(var messages) -> deliveries.addAll(messages);
      case Mail.Answer(var response) -> {
        if (awaited.contains(response.correlationId())) {
          responses.put(response.correlationId(), response);
        }
      }
      case Mail.Taken(var ids) -> {
        if (requests.remove(correlationId)) {
          awaited.addAll(ids);
        }
        replies.put(correlationId, some);
      }
      case Mail.Refused _, Mail.Subscribed _ -> {
        requests.remove(correlationId);
        replies.put(correlationId, some);
      }
    }
  }

  private static List<List<MessageDraft>> split(List<MessageDraft> drafts) {
    List<List<MessageDraft>> parts = new ArrayList<>();
    List<MessageDraft> part = new ArrayList<>();
    int length = 0;
    for (MessageDraft draft : drafts) {
      int payloadLength = draft.payload().length();
      if (!part.isEmpty()
          && (length + payloadLength > POST_LENGTH_MAX
              || part.size() == Post.Publish.MESSAGES_MAX)) {
        parts.add(part);
        part = new ArrayList<>();
        length = 0;
      }
      part.add(draft);
      length += payloadLength;
    }
    if (!part.isEmpty()) {
      parts.add(part);
    }
    return parts;
  }

  @Override
  public synchronized void close() {
    posts.close();
    mail.close();
  }
}
