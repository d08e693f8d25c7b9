package io.phalanx.coordinator.cli;

import io.phalanx.coordinator.api.ClusterConnection;
import io.phalanx.coordinator.api.bus.LogReader;
import io.phalanx.coordinator.messages.MessageJson;
import io.phalanx.coordinator.report.MessageLine;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.lane.Waiting;
import io.phalanx.shared.lifecycle.PhalanxException;
import io.phalanx.shared.protocol.BusMessage;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `phalanx bus tail`.
@Command(
    name = "tail",
    description = {
      "Prints the messages of the bus as they are taken in, until Ctrl-C or the cluster's end.",
      "A line has the time, the id, the type, the sender, and what it says. Messages are forgotten"
          + " some MiB after everybody who is to get them has them."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  phalanx bus tail --type BROADCAST --json",
      "  phalanx bus tail --from start --no-follow"
    })
final class BusTailCommand implements Callable<Integer> {
  /// Where to begin.
  enum Begin {
    START,
    END
  }

  @Mixin private Place place = new Place();
  @Mixin private Output output = new Output();
  @Spec private CommandSpec spec;

  @Option(
      names = "--type",
      paramLabel = "T",
      description = "Only TASK, CONTROL, BROADCAST, REQUEST or RESPONSE.")
  private BusMessage.@Nullable Type type;

  @Option(
      names = "--from",
      paramLabel = "start|end",
      defaultValue = "end",
      description = "start: with what is kept; end: with the next one (default: end).")
  private Begin from = Begin.END;

  @Option(
      names = "--no-follow",
      description = "End where there are no more; needs no running cluster.")
  private boolean noFollow;

  private long lastId;

  @Override
  public Integer call() {
    ClusterDirectory directory = place.directory();
    if (noFollow && Files.isDirectory(directory.messageLog())) {
      try (LogReader reader = open(directory)) {
        while (reader.poll(this::print) > 0) {}
      }
      return PhalanxCli.DONE;
    }
    try (ClusterConnection connection = place.connection();
        LogReader reader = open(directory)) {
      if (!noFollow) {
        follow(reader, connection);
      }
    }
    return PhalanxCli.DONE;
  }

  private LogReader open(ClusterDirectory directory) {
    return from == Begin.START ? LogReader.fromStart(directory) : LogReader.fromEnd(directory);
  }

  /// Ends when the thread is interrupted, nobody reads any more, or the cluster has ended.
  private void follow(LogReader reader, ClusterConnection connection) {
    OutputPipe stdout = OutputPipe.stdout();
    Waiting waiting = connection.waiting();
    while (!Thread.currentThread().isInterrupted()
        && !spec.commandLine().getOut().checkError()
        && !stdout.isClosed()) {
      int workCount = reader.poll(this::print);
      try {
        waiting.idle(workCount);
      } catch (PhalanxException e) {
        if (Files.exists(connection.directory().mark())) {
          throw e;
        }
        Caller.here().err().println("phalanx: the cluster has ended");
        return;
      }
    }
  }

  private void print(BusMessage message) {
    if (lastId > 0 && message.id() > lastId + 1) {
      Caller.here()
          .err()
          .println(
              "phalanx: messages were forgotten before they were read: count="
                  + (message.id() - lastId - 1));
    }
    lastId = message.id();
    if (type != null && type != message.type()) {
      return;
    }
    if (output.isJson()) {
      output.print(MessageJson.of(message));
    } else {
      output.printLine(MessageLine.of(message));
    }
  }
}
