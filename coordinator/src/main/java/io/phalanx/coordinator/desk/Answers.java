package io.phalanx.coordinator.desk;

import io.phalanx.shared.protocol.Envelope;
import io.phalanx.shared.protocol.Message.Reply;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/// Sends replies to clients.
public interface Answers {
  /// Sends a reply.
  ///
  /// @param correlationId of the request; 0 for what concerns everybody
  void send(Reply reply, long correlationId);

  /// Answers a request, or says why it is refused: as bad input where the answer throws an
  /// IllegalArgumentException.
  default void answer(Envelope request, Supplier<Reply> answer) {
    Reply reply;
    try {
      reply = answer.get();
    } catch (IllegalArgumentException e) {
      reply = new Reply.RequestRefused(true, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      LoggerFactory.getLogger(Answers.class).warn("request refused: cause={}", e.toString());
      reply = new Reply.RequestRefused(false, String.valueOf(e.getMessage()));
    }
    send(reply, request.correlationId());
  }
}
