package io.phalanx.coordinator.report.tune;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phalanx.coordinator.tune.Measured;
import io.phalanx.coordinator.tune.MedianInterval;
import io.phalanx.coordinator.tune.TunePoint;
import io.phalanx.coordinator.tune.TuneReport;
import java.util.Locale;
import java.util.OptionalDouble;

/// A sweep as JSON, with the names that the command line promises.
public final class TuneJson {
  private TuneJson() {}

  /// The object of one sweep.
  public static ObjectNode of(TuneReport report) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("title", report.title());
    json.put("cores", report.cores());
    ArrayNode points = json.putArray("points");
    report.points().forEach(one -> add(points.addObject(), report, one));
    put(json.putObject("recommended"), report.recommended().point());
    json.put("noisy", report.recommended().noisy());
    put(json, "limitBytesPerSecond", report.limit());
    ObjectNode bound = json.putObject("bound");
    bound.put("by", report.bound().kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    bound.put("sentence", report.bound().sentence());
    return json;
  }

  private static void add(ObjectNode json, TuneReport report, Measured one) {
    put(json, one.point());
    MedianInterval seconds = one.seconds();
    json.put("seconds", seconds.median());
    json.put("secondsLow", seconds.low());
    json.put("secondsHigh", seconds.high());
    ArrayNode rounds = json.putArray("rounds");
    one.samples().forEach(sample -> rounds.add(sample.seconds()));
    json.put("bytesPerSecond", report.ofTasks() ? null : one.perSecond());
    json.put("tasksPerSecond", report.ofTasks() ? one.perSecond() : null);
    json.put("speedup", report.speedup(one));
    json.put("efficiency", report.efficiency(one));
    put(json, "ofLimit", report.ofLimit(one));
  }

  private static void put(ObjectNode json, TunePoint point) {
    json.put("workers", point.workers());
    json.put("pinned", point.pinned());
    json.put("tileKib", point.tileKib() == 0 ? null : point.tileKib());
  }

  private static void put(ObjectNode json, String name, OptionalDouble value) {
    json.put(name, value.isPresent() ? value.getAsDouble() : null);
  }
}
