package io.phalanx.coordinator.report.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phalanx.coordinator.bench.BenchReport;
import io.phalanx.coordinator.bench.BenchTask;
import io.phalanx.coordinator.bench.Figures;
import io.phalanx.coordinator.bench.Standing;
import io.phalanx.coordinator.bench.TaskResult;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A benchmark as JSON, every round of every contender in it.
public final class BenchJson {
  private static final double NS = 1e9;

  private BenchJson() {}

  public static ObjectNode of(BenchReport report) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    putTexts(json.putObject("environment"), report.environment());
    putTexts(json.putObject("contenders"), report.contenders());
    putTexts(json.putObject("absent"), report.absent());
    putResults(json.putArray("warm"), report.warm());
    putResults(json.putArray("small"), report.small());
    putResults(json.putArray("cold"), report.cold());
    json.put("sound", report.isSound());
    return json;
  }

  private static void putTexts(ObjectNode object, Map<String, String> texts) {
    texts.forEach(object::put);
  }

  private static void putResults(ArrayNode array, List<TaskResult> results) {
    for (TaskResult result : results) {
      BenchTask task = result.task();
      ObjectNode json = array.addObject();
      json.put("op", task.operation().label());
      json.put("title", task.title());
      json.put("rows", task.rows());
      json.put("cols", task.cols());
      json.put("bytes", task.bytes());
      json.put("trafficBytes", task.operation().trafficBytes(task.bytes()));
      ArrayNode standings = json.putArray("standings");
      result.standings().forEach(standing -> putStanding(standings.addObject(), result, standing));
    }
  }

  private static void putStanding(ObjectNode json, TaskResult result, Standing standing) {
    json.put("contender", standing.contender());
    json.put("state", standing.state().name().toLowerCase(Locale.ROOT));
    json.put("note", standing.note().isEmpty() ? null : standing.note());
    Figures seconds = standing.seconds();
    put(json, "ratio", result.ratio(standing));
    put(json, "median", seconds.median());
    put(json, "p90", seconds.quantile(0.9));
    put(json, "p99", seconds.quantile(0.99));
    put(json, "nsPerElement", seconds.median() * NS / result.task().elements());
    put(json, "computeMs", standing.computeMs().median());
    ArrayNode rounds = json.putArray("seconds");
    seconds.values().forEach(rounds::add);
  }

  private static void put(ObjectNode json, String name, double value) {
    if (Double.isFinite(value)) {
      json.put(name, value);
    } else {
      json.putNull(name);
    }
  }
}
