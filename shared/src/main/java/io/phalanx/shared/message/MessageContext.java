package io.phalanx.shared.message;

import com.fasterxml.jackson.databind.JsonNode;
import io.phalanx.shared.protocol.BusMessage;

/// What a handler knows of a message beside what it says, and how it speaks itself. Belongs to the
/// thread that runs the handler.
public interface MessageContext {
  /// The message.
  BusMessage message();

  /// The worker in which this runs.
  int workerId();

  /// Says something to those who usually get such a message; it is written down once this returns.
  ///
  /// @return its id
  /// @throws RuntimeException if whoever is to get it has had no room for some seconds
  long publish(BusMessage.Type type, JsonNode payload);

  /// Says something to one worker; it is written down once this returns.
  ///
  /// @return its id
  /// @throws RuntimeException if that worker has had no room for some seconds
  long send(int workerId, BusMessage.Type type, JsonNode payload);
}
