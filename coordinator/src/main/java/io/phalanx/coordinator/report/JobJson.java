package io.phalanx.coordinator.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phalanx.coordinator.jobs.JobFiles;
import io.phalanx.coordinator.jobs.JobRecord;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/// A job as JSON, with the names that the command line promises.
public final class JobJson {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double MS_PER_SECOND = 1000;

  private JobJson() {}

  /// The object of one job, its results included.
  public static ObjectNode of(JobRecord job, JobFiles files) {
    ObjectNode json = JSON.createObjectNode();
    json.put("job", job.job());
    json.put("op", job.request().operation());
    json.put("state", job.state().name());
    json.put("input", job.request().inputs().isEmpty() ? null : job.request().inputs().getFirst());
    json.set("inputs", JSON.valueToTree(job.request().inputs()));
    json.put("output", target(job));
    json.put("inPlace", job.request().inPlace());
    json.put("rows", job.shape().rows());
    json.put("cols", job.shape().cols());
    json.put("dtype", job.shape().dtype().label());
    json.put("workers", job.counts().workers());
    json.put("tiles", job.counts().tiles());
    json.put("tilesDone", job.counts().tilesDone());
    json.put("retriedTiles", job.counts().retriedTiles());
    json.put("resumes", job.counts().resumes());
    json.put("workerRestarts", job.counts().workerRestarts());
    ObjectNode seconds = json.putObject("seconds");
    seconds.put("total", totalSeconds(job));
    seconds.put("start", startSeconds(job));
    seconds.put("compute", computeSeconds(job));
    seconds.put("sync", job.times().syncMs() / 1e3);
    putSince(seconds, "firstTile", job, job.times().pace().firstTileUs());
    putSince(seconds, "steady", job, job.times().pace().steadyUs());
    json.put("bytes", job.counts().bytes());
    json.put("bytesPerSecond", bytesPerSecond(job));
    putResult(json, job, files);
    if (!job.request().kernels().isEmpty()) {
      ArrayNode kernels = json.putArray("kernels");
      job.request().kernels().forEach(jar -> kernels.add(jar.path()));
    }
    if (job.outcome().error() != null) {
      json.put("error", job.outcome().error());
    }
    return json;
  }

  /// From submission to end, in seconds.
  public static double totalSeconds(JobRecord job) {
    return between(job.times().submittedMs(), job.times().endedMs());
  }

  /// From submission to the order of the first phase, in seconds.
  public static double startSeconds(JobRecord job) {
    return between(job.times().submittedMs(), job.times().orderedMs());
  }

  /// From the order of the first phase to the end, in seconds.
  public static double computeSeconds(JobRecord job) {
    return between(job.times().orderedMs(), job.times().endedMs());
  }

  /// Bytes read and written per second of computing; 0 where it took no measurable time.
  public static double bytesPerSecond(JobRecord job) {
    double seconds = computeSeconds(job);
    return seconds == 0 ? 0 : job.counts().bytes() / seconds;
  }

  /// A number as JSON can hold it: NaN and infinities as words.
  public static void put(ObjectNode object, String name, double value) {
    if (Double.isFinite(value)) {
      object.put(name, value);
    } else {
      object.put(name, Double.toString(value));
    }
  }

  private static void putResult(ObjectNode json, JobRecord job, JobFiles files) {
    Double result = job.outcome().result();
    if (result != null) {
      put(json, "result", result);
    } else if (job.outcome().results() > 0 || Files.isRegularFile(files.results())) {
      // A matrix without rows has no result per row: an empty list, not nothing.
      json.putPOJO("result", new ResultList(files.results()));
    } else {
      json.putNull("result");
    }
  }

  private static @Nullable String target(JobRecord job) {
    if (job.request().inPlace()) {
      return job.request().inputs().getFirst();
    }
    return job.request().output();
  }

  /// Seconds since the submission; null if it is not known when.
  private static void putSince(ObjectNode seconds, String name, JobRecord job, long atUs) {
    if (atUs == 0) {
      seconds.putNull(name);
    } else {
      seconds.put(name, Math.max(0, atUs / 1e6 - job.times().submittedMs() / MS_PER_SECOND));
    }
  }

  private static double between(long fromMs, long toMs) {
    return fromMs == 0 || toMs == 0 ? 0 : (toMs - fromMs) / MS_PER_SECOND;
  }
}
