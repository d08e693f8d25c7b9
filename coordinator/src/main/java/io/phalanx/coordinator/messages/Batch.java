package io.phalanx.coordinator.messages;

import io.phalanx.coordinator.messages.LiveMessage.Copy;
import io.phalanx.shared.protocol.BusTalk.Mail;
import io.phalanx.shared.protocol.MessageDelivery;
import java.util.ArrayList;
import java.util.List;

/// Messages for one worker, on their way in as few mails as they fit into.
final class Batch {
  /// Characters of payloads of a mail, each of at most three bytes.
  private static final int LENGTH_MAX = 256 << 10;

  private final MessageLane lane;
  private final List<MessageDelivery> messages = new ArrayList<>();
  private int length;

  Batch(MessageLane lane) {
    this.lane = lane;
  }

  void add(Copy copy) {
    int payloadLength = copy.live().length();
    if (length + payloadLength > LENGTH_MAX) {
      send();
    }
    messages.add(copy.deliver());
    length += payloadLength;
  }

  void send() {
    if (!messages.isEmpty()) {
      lane.send(new Mail.Deliver(messages), 0);
      messages.clear();
      length = 0;
    }
  }
}
