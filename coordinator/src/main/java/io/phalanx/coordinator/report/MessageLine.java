package io.phalanx.coordinator.report;

import io.phalanx.shared.protocol.BusMessage;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// A message in a line, for people.
public final class MessageLine {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

  private MessageLine() {}

  /// Time, id, type, sender, what it answers, what it says.
  public static String of(BusMessage message) {
    String time =
        TIME.format(Instant.ofEpochMilli(message.timestampMs()).atZone(ZoneId.systemDefault()));
    return String.format(
        Locale.ROOT,
        "%s  %-6s  %-9s  %-13s  %s%s",
        time,
        BusMessage.idText(message.id()),
        message.type(),
        message.sender(),
        correlation(message),
        message.payload().lines().map(String::strip).reduce("", String::concat));
  }

  private static String correlation(BusMessage message) {
    if (message.type() == BusMessage.Type.RESPONSE) {
      return (message.failed() ? "failed " : "to ")
          + BusMessage.idText(message.correlationId())
          + "  ";
    }
    return message.correlationId() == 0 ? "" : "#" + message.correlationId() + "  ";
  }
}
