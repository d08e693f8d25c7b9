package io.phalanx.coordinator.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phalanx.coordinator.logs.LogEntry;
import io.phalanx.coordinator.logs.LogFiles;
import io.phalanx.coordinator.logs.LogHead;
import io.phalanx.coordinator.logs.LogSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Prints entries of logs: as they are, with the names of their processes in front, or as JSON.
final class LogPrinter {
  private final Output output;
  private final boolean named;
  private final boolean coloured;
  private int nameWidth;

  /// @param named true for names in front
  /// @param coloured true for a colour for each of them
  LogPrinter(Output output, boolean named, boolean coloured) {
    this.output = output;
    this.named = named;
    this.coloured = coloured;
  }

  void print(List<LogEntry> entries) {
    if (output.isJson()) {
      entries.forEach(entry -> output.print(json(entry)));
    } else if (!entries.isEmpty()) {
      output.printText(text(entries));
    }
  }

  private String text(List<LogEntry> entries) {
    StringBuilder text = new StringBuilder();
    for (LogEntry entry : entries) {
      nameWidth = Math.max(nameWidth, entry.source().label().length());
    }
    for (LogEntry entry : entries) {
      String name = named ? name(entry.source()) : "";
      entry.lines().forEach(line -> text.append(name).append(line).append(System.lineSeparator()));
    }
    return text.toString();
  }

  private String name(LogSource source) {
    String label = source.label();
    String shown = coloured ? Colour.paint(label, LogFiles.rank(source.process()) + 1) : label;
    return shown + " ".repeat(nameWidth - label.length()) + "  ";
  }

  private static ObjectNode json(LogEntry entry) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    List<String> lines = new ArrayList<>(entry.linesBelowHead());
    LogHead head = entry.head();
    json.put("process", entry.source().process());
    json.put("stream", entry.source().printed() ? "out" : "log");
    json.put("time", head == null ? null : Instant.ofEpochMilli(head.timeMs()).toString());
    json.put("level", head == null || head.level() == null ? null : head.level().name());
    json.put("thread", head == null ? null : head.thread());
    json.put("source", head == null ? null : head.source());
    json.put("message", head == null ? lines.removeFirst() : head.message());
    ArrayNode more = json.putArray("more");
    lines.forEach(more::add);
    return json;
  }
}
