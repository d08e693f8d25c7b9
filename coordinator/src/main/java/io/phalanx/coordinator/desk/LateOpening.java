package io.phalanx.coordinator.desk;

import io.phalanx.shared.lifecycle.Background;
import io.phalanx.shared.protocol.Envelope;
import io.phalanx.shared.protocol.Message.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads what is written down once somebody asks, on a thread of its own, while jobs go on and the
/// requests wait: a cluster that nobody asks pays nothing.
///
/// The coordinator's thread owns it.
///
/// @param <T> what is opened
public final class LateOpening<T extends AutoCloseable> {
  private static final Logger LOG = LoggerFactory.getLogger(LateOpening.class);

  private final String what;
  private final Supplier<T> opener;
  private final Runnable wake;
  private final Answers answers;
  private final List<Envelope> waiting = new ArrayList<>();
  private @Nullable CompletableFuture<T> opening;

  /// @param what is opened, in the plural, for people
  /// @param opener runs on another thread
  /// @param wake has the coordinator's thread look again
  public LateOpening(String what, Supplier<T> opener, Runnable wake, Answers answers) {
    this.what = what;
    this.opener = opener;
    this.wake = wake;
    this.answers = answers;
  }

  /// Begins, if it has not.
  public void begin() {
    if (opening == null) {
      opening = Background.start(what + " opening", opener, wake);
    }
  }

  /// Begins, if it has not, and has a request wait for the end.
  public void begin(Envelope request) {
    begin();
    waiting.add(request);
  }

  /// True from the beginning to the end that [#finish] has told of.
  public boolean isUnderWay() {
    return opening != null;
  }

  /// Hands over what was opened, and then the requests that wait for it; refuses these if it cannot
  /// be had.
  ///
  /// @param opened closes what it is given if it throws
  /// @return how much was done
  public int finish(Consumer<T> opened, Consumer<Envelope> request) {
    CompletableFuture<T> ended = opening;
    if (ended == null || !ended.isDone()) {
      return 0;
    }
    opening = null;
    List<Envelope> requests = List.copyOf(waiting);
    waiting.clear();
    try {
      opened.accept(ended.join());
    } catch (RuntimeException e) {
      Throwable cause = e instanceof CompletionException ? e.getCause() : e;
      LOG.error("{} cannot be had: cause={}", what, String.valueOf(cause), cause);
      Reply refusal = new Reply.RequestRefused(false, what + " cannot be had: cause=" + cause);
      requests.forEach(refused -> answers.send(refusal, refused.correlationId()));
      return 1;
    }
    requests.forEach(request);
    return 1;
  }

  /// Closes what is being opened, for nobody will have it.
  public void abandon() {
    if (opening != null) {
      try {
        opening.join().close();
      } catch (Exception e) {
        LOG.warn("{} cannot be read: cause={}", what, e.toString(), e);
      }
    }
  }
}
