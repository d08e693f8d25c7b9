package io.phalanx.coordinator.messages;

import io.phalanx.coordinator.jobs.JarCopies;
import io.phalanx.coordinator.liveness.PauseGuard;
import io.phalanx.coordinator.messages.LiveMessage.Copy;
import io.phalanx.coordinator.messages.MessageRoutes.Full;
import io.phalanx.coordinator.schedule.WorkerRef;
import io.phalanx.coordinator.tasks.LostAttempt;
import io.phalanx.coordinator.tasks.TaskCrew;
import io.phalanx.shared.bus.BusException;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.config.ClusterSettings;
import io.phalanx.shared.config.ProcessIdentity;
import io.phalanx.shared.counters.CounterFile;
import io.phalanx.shared.protocol.BusMessage;
import io.phalanx.shared.protocol.BusTalk.HandledBy;
import io.phalanx.shared.protocol.BusTalk.Mail;
import io.phalanx.shared.protocol.BusTalk.Post;
import io.phalanx.shared.protocol.Envelope;
import io.phalanx.shared.protocol.KernelJarRef;
import io.phalanx.shared.protocol.Message.Order;
import io.phalanx.shared.protocol.MessageDraft;
import io.phalanx.shared.protocol.MessageHandling;
import io.phalanx.shared.protocol.MessageTaken;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes messages in, brings them to workers until each is acknowledged, and answers to requests
/// back to who asked.
///
/// The coordinator's thread owns it.
final class MessageFloor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MessageFloor.class);
  private static final long CHECK_INTERVAL_MS = 500;

  /// A gap between two checks that means that this process itself, or the host, stood still.
  private static final long PAUSE_MS = 3_000;

  private static final String SENDER = "coordinator";

  private final ClusterDirectory directory;
  private final ClusterSettings settings;
  private final CounterFile counters;
  private final TaskCrew crew;
  private final MessageLog log;
  private final MessageLimits limits;
  private final MessageRoutes routes;
  private final DeadMessages dead;
  private final JarCopies jars;
  private final Map<String, MessageLane> clients = new LinkedHashMap<>();
  private final Map<Integer, MessageLane> workers = new TreeMap<>();
  private final PauseGuard pauses;

  /// The lane that wants the response to a request.
  private final Map<Long, MessageLane> askers = new TreeMap<>();

  private final List<HandledBy> handled = new ArrayList<>();
  private final List<MessageTaken> responses = new ArrayList<>();
  private final List<BusMessage> unsent = new ArrayList<>();
  private boolean grown;
  private @Nullable String closedFor;
  private int lanes;
  private long checkDueMs;

  MessageFloor(
      ClusterDirectory directory,
      ClusterSettings settings,
      CounterFile counters,
      TaskCrew crew,
      MessageLog log) {
    this.directory = directory;
    this.settings = settings;
    this.counters = counters;
    this.crew = crew;
    this.log = log;
    this.limits = MessageLimits.of(settings.messageDepth());
    this.routes = new MessageRoutes(log.workers(), limits);
    this.dead = new DeadMessages(directory);
    this.jars = new JarCopies(directory.messageJars());
    this.pauses = new PauseGuard(PAUSE_MS, System.currentTimeMillis());
    log.left().forEach(routes::add);
    resize();
    crew.ready().forEach(this::onWorkerReady);
  }

  /// Opens a lane for a client.
  ///
  /// @return its name
  String openLane(ProcessIdentity client) {
    // Not to be mistaken for a lane that the same client had with an earlier coordinator.
    String since = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
    String name = "client-" + client.pid() + "-" + since + "-" + ++lanes;
    clients.put(name, MessageLane.ofClient(directory, name, client, counters.clientsBell()));
    return name;
  }

  /// One turn.
  ///
  /// @return how much was done
  int advance(long nowMs) {
    int workCount = log.flush();
    for (MessageLane lane : clients.values()) {
      workCount += hear(lane, nowMs);
    }
    for (MessageLane lane : workers.values()) {
      workCount += lane.poll(envelope -> onPost(lane, envelope, nowMs));
    }
    workCount += writeDown(); // before others are taken in: the log is in the order of ids
    workCount += takeIn(nowMs);
    workCount += give(nowMs);
    checkIfDue(nowMs);
    wake();
    return workCount;
  }

  /// Takes no further message in.
  ///
  /// @param reason for those who try
  void close(String reason) {
    closedFor = reason;
  }

  /// True if every message was acknowledged.
  boolean isQuiet() {
    return routes.live().isEmpty()
        && handled.isEmpty()
        && unsent.isEmpty()
        && clients.values().stream().allMatch(lane -> lane.publications().isEmpty());
  }

  /// True if a client is connected.
  boolean isUsed() {
    return !clients.isEmpty();
  }

  void onWorkerReady(WorkerRef worker) {
    int workerId = worker.workerId();
    MessageLane lane = MessageLane.ofWorker(directory, worker, counters.messageBell(workerId));
    workers.put(workerId, lane);
    crew.order(List.of(worker), new Order.TakeMessages(lane.name()));
  }

  /// There are as many workers as the crew says from now on.
  void resize() {
    routes.resize(crew.size()).forEach(this::noteHandled);
  }

  /// A worker process has ended and was reaped.
  ///
  /// @param lost how; null where it was told to stop
  /// @return what it was doing, for people; null if that was no message
  @Nullable String onWorkerLost(WorkerRef worker, @Nullable LostAttempt lost) {
    int workerId = worker.workerId();
    MessageLane lane = workers.get(workerId);
    if (lane == null || !worker.equals(lane.worker())) {
      return null;
    }
    // What it acknowledged before it ended still counts.
    long nowMs = System.currentTimeMillis();
    while (lane.poll(envelope -> onPost(lane, envelope, nowMs)) > 0) {}
    workers.remove(workerId);
    lane.close();
    Copy oldest = routes.oldestGiven(workerId);
    int given = routes.given(workerId);
    MessageRoutes.Left left = routes.lost(workerId, lost != null);
    left.deadly().forEach(copy -> bury(copy, worker, lost));
    left.needless().forEach(this::noteHandled);
    if (oldest == null) {
      return null;
    }
    LOG.info("messages are given again: workerId={} count={}", workerId, given);
    return "message "
        + BusMessage.idText(oldest.id())
        + (given > 1 ? " and " + (given - 1) + " behind it" : "");
  }

  @Override
  public void close() {
    clients.values().forEach(MessageLane::close);
    workers.values().forEach(MessageLane::close);
    log.close();
  }

  /// Hears a client, whose lane may be in any state, which is no reason to stop a cluster.
  private int hear(MessageLane lane, long nowMs) {
    try {
      return lane.poll(envelope -> onPost(lane, envelope, nowMs));
    } catch (BusException | IllegalStateException e) {
      LOG.error("lane of a client is damaged: lane={} cause={}", lane.name(), e.toString());
      lane.breakOff();
      return 0;
    }
  }

  private void onPost(MessageLane lane, Envelope envelope, long nowMs) {
    switch (envelope.message()) {
      case Post.Publish(var drafts, var waitMs) -> {
        long deadlineMs = nowMs + Math.min(waitMs, Long.MAX_VALUE - nowMs);
        lane.publications().add(new Publication(envelope.correlationId(), drafts, deadlineMs));
      }
      case Post.Ready _ -> {
        WorkerRef worker = lane.worker();
        if (worker != null && crew.ready().contains(worker)) { // or it retires
          routes.ready(worker.workerId());
        }
      }
      case Post.Handled(var messages) -> messages.forEach(each -> onHandled(lane, each, nowMs));
      case Post.Subscribe _ -> {
        if (!lane.isSubscribed()) {
          lane.read(log.lastId());
        }
        lane.send(new Mail.Subscribed(log.lastId(), log.volume()), envelope.correlationId());
      }
      case Post.Read(var id) -> lane.read(id);
      case Post.Unsubscribe _ -> lane.unsubscribe();
      case Post.Leave _ -> lane.leave();
      default -> throw new IllegalStateException("not a post: message=" + envelope.message());
    }
  }

  private void onHandled(MessageLane lane, MessageHandling handling, long nowMs) {
    WorkerRef worker = lane.worker();
    Copy copy = worker == null ? null : routes.handled(worker.workerId(), handling.id());
    if (copy == null) {
      return;
    }
    lane.progress(nowMs);
    noteHandled(copy);
    if (copy.live().message().type() == BusMessage.Type.REQUEST) {
      String error = handling.error();
      if (error != null) {
        respond(copy, lane.party(), MessageJson.text(error), true);
      } else {
        String answer = handling.answer();
        respond(copy, lane.party(), answer == null ? "null" : answer, false);
      }
    }
  }

  private void noteHandled(Copy copy) {
    handled.add(new HandledBy(copy.id(), copy.noted()));
  }

  private void respond(Copy request, String sender, String payload, boolean failed) {
    BusMessage response =
        new BusMessage(
            log.nextId(),
            BusMessage.Type.RESPONSE,
            sender,
            request.id(),
            System.currentTimeMillis(),
            payload,
            0,
            failed);
    responses.add(new MessageTaken(response, MessageDraft.NONE, List.of()));
  }

  private int takeIn(long nowMs) {
    int count = 0;
    for (MessageLane lane : clients.values()) {
      count += takeIn(lane, nowMs);
    }
    for (MessageLane lane : workers.values()) {
      count += takeIn(lane, nowMs);
    }
    return count;
  }

  private int takeIn(MessageLane lane, long nowMs) {
    int count = 0;
    while (!lane.publications().isEmpty()) {
      Publication publication = lane.publications().element();
      int before = publication.ids().size();
      Mail reply = progress(lane, publication, nowMs);
      count += publication.ids().size() - before;
      if (reply == null) {
        break;
      }
      lane.publications().remove();
      lane.send(reply, publication.correlationId());
      count++;
    }
    return count;
  }

  /// Takes in what there is room for.
  ///
  /// @return how it ended; null if it goes on
  private @Nullable Mail progress(MessageLane lane, Publication publication, long nowMs) {
    List<Long> ids = publication.ids();
    String closed = closedFor;
    if (closed != null) {
      return new Mail.Refused(ids, false, "", 0, closed);
    }
    try {
      Full full = take(lane, publication, nowMs);
      if (publication.isDone()) {
        return new Mail.Taken(ids);
      }
      if (full != null && publication.isOver(nowMs)) {
        return new Mail.Refused(
            ids,
            false,
            full.who(),
            full.depth(),
            full.reason() + "; try again when it has caught up");
      }
      return null;
    } catch (IllegalArgumentException e) {
      return new Mail.Refused(ids, true, "", 0, String.valueOf(e.getMessage()));
    } catch (BusException e) {
      LOG.warn("messages refused: cause={}", e.toString());
      return new Mail.Refused(ids, false, "", 0, String.valueOf(e.getMessage()));
    }
  }

  /// @return who has no room for the next one; null if all were taken
  private @Nullable Full take(MessageLane lane, Publication publication, long nowMs) {
    List<MessageTaken> note = new ArrayList<>();
    List<LiveMessage> fresh = new ArrayList<>();
    Full full = null;
    long lastId = log.lastId();
    boolean written = false;
    try {
      for (MessageDraft draft : publication.rest()) {
        full = full(draft);
        if (full != null) {
          break;
        }
        List<KernelJarRef> copies = jars.keep(draft.jars(), this::neededJars);
        BusMessage message = message(lane, draft, nowMs);
        LiveMessage live = LiveMessage.of(message, copies, draft.target(), crew.size());
        routes.add(live); // so that it counts for the next one
        fresh.add(live);
        note.add(new MessageTaken(message, draft.target(), copies));
      }
      if (!note.isEmpty()) {
        log.takeNow(note);
        grown = true;
      }
      written = true;
    } finally {
      if (!written) {
        fresh.forEach(routes::withdraw);
        log.takeBack(lastId);
      }
    }
    for (LiveMessage live : fresh) {
      if (live.message().type() == BusMessage.Type.REQUEST && lane.worker() == null) {
        askers.put(live.id(), lane);
      }
    }
    publication.taken(fresh.stream().map(LiveMessage::id).toList());
    return full;
  }

  private Stream<KernelJarRef> neededJars() {
    return routes.live().stream().flatMap(live -> live.jars().stream());
  }

  private BusMessage message(MessageLane lane, MessageDraft draft, long nowMs) {
    return new BusMessage(
        log.nextId(),
        draft.type(),
        lane.party(),
        draft.correlationId(),
        nowMs,
        draft.payload(),
        0,
        false);
  }

  private @Nullable Full full(MessageDraft draft) {
    for (MessageLane lane : clients.values()) {
      if (lane.isSubscribed()) {
        long lag = log.lastId() - lane.readId();
        if (lag >= limits.lagMax() || log.volumesBehind(lane.readId()) > limits.lagVolumesMax()) {
          String reason =
              "subscriber "
                  + lane.party()
                  + " is behind: depth="
                  + lag
                  + ", max="
                  + limits.lagMax();
          return new Full(lane.party(), lag, reason);
        }
      }
    }
    return routes.full(draft);
  }

  private int give(long nowMs) {
    Map<Integer, Batch> batches = new TreeMap<>();
    int count =
        routes.give((workerId, copy) -> {
          MessageLane lane = workers.get(workerId);
          if (lane == null) {
            throw new IllegalStateException("a worker without a lane: workerId=" + workerId);
          }
          if (routes.given(workerId) == 1) {
            lane.progress(nowMs);
          }
          batches.computeIfAbsent(workerId, _ -> new Batch(lane)).add(copy);
        });
    batches.values().forEach(Batch::send);
    return count;
  }

  private int writeDown() {
    int count = handled.size();
    if (count > 0) {
      log.take(responses);
      log.handled(handled);
      grown |= !responses.isEmpty();
      responses.forEach(response -> unsent.add(response.message()));
      responses.clear();
      handled.clear();
    }
    if (!log.isHolding()) {
      unsent.forEach(this::answer);
      unsent.clear();
      log.turnOverIfFull(routes.live());
    }
    return count;
  }

  private void answer(BusMessage response) {
    MessageLane asker = askers.remove(response.correlationId());
    if (asker != null) {
      asker.send(new Mail.Answer(response), 0);
    }
  }

  private void bury(Copy copy, WorkerRef worker, @Nullable LostAttempt lost) {
    String reason =
        "no worker lives through it: deliveries="
            + copy.deliveries()
            + ", last=worker-"
            + worker.workerId()
            + (lost == null ? "" : ", " + lost.how() + ", post-mortem=" + lost.postMortem());
    BusMessage message = copy.live().message();
    LOG.error(
        "message is given to no worker any more: message={} file={} cause={}",
        BusMessage.idText(message.id()),
        dead.add(message.delivered(copy.deliveries()), reason),
        reason);
    noteHandled(copy);
    if (message.type() == BusMessage.Type.REQUEST) {
      respond(copy, SENDER, MessageJson.text(reason), true);
    }
  }

  private void checkIfDue(long nowMs) {
    if (nowMs < checkDueMs && nowMs >= checkDueMs - CHECK_INTERVAL_MS) {
      return;
    }
    checkDueMs = nowMs + CHECK_INTERVAL_MS;
    closeUnused(nowMs);
    killHung(nowMs, pauses.lastPauseEndMs(nowMs));
    long readId = Long.MAX_VALUE;
    for (MessageLane lane : clients.values()) {
      readId = Math.min(readId, lane.readId());
    }
    log.release(readId);
  }

  private void closeUnused(long nowMs) {
    for (Iterator<MessageLane> all = clients.values().iterator(); all.hasNext(); ) {
      MessageLane lane = all.next();
      if (!lane.isUsed()) {
        // What it has said is taken in as far as there is room; nobody hears what becomes of it.
        while (hear(lane, nowMs) > 0) {}
        takeIn(lane, nowMs);
        askers.values().removeIf(lane::equals);
        lane.close();
        all.remove();
      }
    }
  }

  /// A worker may be stuck in a handler for as long as it may be silent.
  private void killHung(long nowMs, long noEarlierMs) {
    for (MessageLane lane : workers.values()) {
      WorkerRef worker = lane.worker();
      Copy oldest = worker == null ? null : routes.oldestGiven(worker.workerId());
      long silentMs = nowMs - Math.max(noEarlierMs, lane.progressMs());
      if (worker != null && oldest != null && silentMs > settings.livenessTimeoutMs()) {
        lane.progress(nowMs); // once
        crew.kill(
            worker,
            "it was at message "
                + BusMessage.idText(oldest.id())
                + " for longer than "
                + settings.livenessTimeoutMs()
                + " ms; killed");
      }
    }
  }

  private void wake() {
    clients.values().forEach(MessageLane::wake);
    workers.values().forEach(MessageLane::wake);
    if (grown && clients.values().stream().anyMatch(MessageLane::isSubscribed)) {
      counters.clientsBell().ring(); // others who read the log look now and then
    }
    grown = false;
  }
}
