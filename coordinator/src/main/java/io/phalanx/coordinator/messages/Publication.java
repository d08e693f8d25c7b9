package io.phalanx.coordinator.messages;

import io.phalanx.shared.protocol.MessageDraft;
import java.util.ArrayList;
import java.util.List;

/// Messages that a lane wants to have taken in, all of which or none but the first ones are. The
/// coordinator's thread owns it.
final class Publication {
  private final long correlationId;
  private final List<MessageDraft> drafts;
  private final long deadlineMs;
  private final List<Long> ids = new ArrayList<>();

  /// @param deadlineMs until when to wait for whoever is full, ms since 1970
  Publication(long correlationId, List<MessageDraft> drafts, long deadlineMs) {
    this.correlationId = correlationId;
    this.drafts = drafts;
    this.deadlineMs = deadlineMs;
  }

  long correlationId() {
    return correlationId;
  }

  /// Those that are not taken in yet.
  List<MessageDraft> rest() {
    return drafts.subList(ids.size(), drafts.size());
  }

  void taken(List<Long> next) {
    ids.addAll(next);
  }

  /// The ids of those that are.
  List<Long> ids() {
    return ids;
  }

  boolean isDone() {
    return ids.size() == drafts.size();
  }

  boolean isOver(long nowMs) {
    return nowMs >= deadlineMs;
  }
}
