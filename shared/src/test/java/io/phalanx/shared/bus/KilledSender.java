package io.phalanx.shared.bus;

import io.phalanx.shared.protocol.Message;
import io.phalanx.shared.protocol.Message.Order;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Random;

/// Sends until it is killed, and prints the sequence of each message once it is sent.
final class KilledSender {
  static final int WORKER = 7;

  /// Ends a line that was printed whole.
  static final String END = ";";

  private static final int LENGTH_MAX = 100_000;

  private KilledSender() {}

  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, true);
    try (MessageQueue queue = MessageQueue.open(Path.of(args[0]))) {
      MessageSender sender = queue.sender(WORKER);
      for (long sequence = sender.lastSequence() + 1; true; sequence++) {
        long sent = sender.send(message(sequence), 0);
        out.println(sent + END);
      }
    }
  }

  /// Mostly long messages, so that most kills fall into the middle of one.
  static Message message(long sequence) {
    int length = new Random(sequence).nextInt(LENGTH_MAX);
    return new Order.EndJob(Long.toString(sequence).repeat(1 + length / 8));
  }
}
