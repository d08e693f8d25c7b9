package io.phalanx.coordinator.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phalanx.coordinator.jobs.JobFiles;
import io.phalanx.coordinator.jobs.JobRecord;
import io.phalanx.coordinator.jobs.JobRecord.Counts;
import io.phalanx.coordinator.jobs.JobRecord.Outcome;
import io.phalanx.coordinator.jobs.JobRecord.Shape;
import io.phalanx.coordinator.jobs.JobRecord.Times;
import io.phalanx.coordinator.jobs.JobState;
import io.phalanx.coordinator.jobs.Pace;
import io.phalanx.shared.ledger.NumberFile;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.protocol.JobRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobJsonTest {
  private static final JobRequest SUM =
      new JobRequest("sum", Map.of("axis", "all"), List.of("/in.npy"), null, false, Map.of());

  @TempDir private Path folder;

  @Test
  void shouldHaveTheNamesThatTheCommandLinePromises() {
    ObjectNode json = json(SUM, new Outcome(1.5, 0, null, null, null));

    assertThat(json.fieldNames())
        .toIterable()
        .contains(
            "job", "op", "state", "input", "output", "rows", "cols", "dtype", "workers", "tiles")
        .contains("retriedTiles", "workerRestarts", "seconds", "bytes", "bytesPerSecond", "result")
        .doesNotContain("error");
    assertThat(json.get("seconds").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("total", "start", "compute", "sync", "firstTile", "steady");
  }

  @Test
  void shouldCountSecondsFromSubmissionToEnd() {
    ObjectNode json = json(SUM, new Outcome(1.5, 0, null, null, null));

    assertThat(json.at("/seconds/total").doubleValue()).isEqualTo(4.0);
    assertThat(json.at("/seconds/start").doubleValue()).isEqualTo(2.0);
    assertThat(json.at("/seconds/compute").doubleValue()).isEqualTo(2.0);
    assertThat(json.get("bytesPerSecond").doubleValue()).isEqualTo(500.0);
  }

  @Test
  void shouldCountNoSecondsOfWhatWasNotReached() {
    JobRecord queued =
        job(SUM, Outcome.NONE, new Times(1_000, 0, 0, 0, 0, Pace.NONE), JobState.QUEUED);

    ObjectNode json = JobJson.of(queued, new JobFiles(folder));

    assertThat(json.at("/seconds/total").doubleValue()).isZero();
    assertThat(json.get("bytesPerSecond").doubleValue()).isZero();
    assertThat(json.get("result").isNull()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void shouldWriteWhatIsNoNumberAsAWord(double result) throws JsonProcessingException {
    JsonNode read = reread(json(SUM, new Outcome(result, 0, null, null, null)));

    assertThat(read.get("result").isTextual()).isTrue();
    assertThat(read.get("result").textValue()).isEqualTo(Double.toString(result));
  }

  @Test
  void shouldWriteDoublesThatReadBackToTheSameBits() throws JsonProcessingException {
    SplittableRandom random = new SplittableRandom(7);
    List<Double> values =
        random
            .longs(1_000)
            .mapToObj(Double::longBitsToDouble)
            .filter(value -> Double.isFinite(value))
            .toList();
    try (NumberFile numbers = NumberFile.create(new JobFiles(folder).results(), values.size())) {
      for (int index = 0; index < values.size(); index++) {
        numbers.set(index, values.get(index));
      }
    }

    JsonNode result =
        reread(json(SUM, new Outcome(null, values.size(), null, null, null))).get("result");

    assertThat(result).hasSize(values.size());
    for (int index = 0; index < values.size(); index++) {
      assertBits(result.get(index).doubleValue(), values.get(index));
    }
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        0.0,
        -0.0,
        0.1,
        1 / 3.0,
        1e16,
        123456789.0,
        Double.MIN_VALUE,
        4.9e-320,
        Double.MAX_VALUE,
        -Double.MIN_NORMAL
      })
  void shouldWriteAResultThatReadsBackToTheSameBits(double result) throws JsonProcessingException {
    JsonNode read = reread(json(SUM, new Outcome(result, 0, null, null, null)));

    assertThat(read.get("result").isNumber()).isTrue();
    assertBits(read.get("result").doubleValue(), result);
  }

  @Test
  void shouldListResultsWithWordsBetweenNumbers() {
    try (NumberFile numbers = NumberFile.create(new JobFiles(folder).results(), 3)) {
      numbers.set(0, 2.0);
      numbers.set(1, Double.NaN);
      numbers.set(2, Double.NEGATIVE_INFINITY);
    }

    ObjectNode json = json(SUM, new Outcome(null, 3, null, null, null));

    assertThat(json.get("result")).hasToString("[2.0,\"NaN\",\"-Infinity\"]");
  }

  @Test
  void shouldListNoResultsOfAMatrixWithoutRows() {
    NumberFile.create(new JobFiles(folder).results(), 0).close();

    ObjectNode json = json(SUM, new Outcome(null, 0, null, null, null));

    assertThat(json.get("result")).hasToString("[]");
  }

  @Test
  void shouldNameTheFileThatWasWritten() {
    JobRequest inPlace =
        new JobRequest("sigmoid", Map.of(), List.of("/in.npy"), null, true, Map.of());
    JobRequest filled = new JobRequest("zeros", Map.of(), List.of(), "/out.npy", false, Map.of());

    assertThat(json(inPlace, Outcome.NONE).get("output").textValue()).isEqualTo("/in.npy");
    assertThat(json(filled, Outcome.NONE).get("output").textValue()).isEqualTo("/out.npy");
    assertThat(json(filled, Outcome.NONE).get("input").isNull()).isTrue();
    assertThat(json(SUM, Outcome.NONE).get("output").isNull()).isTrue();
  }

  @Test
  void shouldSayWhyItFailed() {
    JobRecord failed =
        job(
            SUM,
            new Outcome(null, 0, "no\nroom \"here\"", null, null),
            new Times(1, 2, 3, 4, 0, Pace.NONE),
            JobState.FAILED);

    ObjectNode json = JobJson.of(failed, new JobFiles(folder));

    assertThat(json.get("error").textValue()).isEqualTo("no\nroom \"here\"");
    assertThat(json.get("state").textValue()).isEqualTo("FAILED");
    assertThat(json.toString()).doesNotContain("\n");
  }

  private ObjectNode json(JobRequest request, Outcome outcome) {
    Times times = new Times(1_000, 1_500, 3_000, 5_000, 0, Pace.NONE);
    return JobJson.of(job(request, outcome, times, JobState.DONE), new JobFiles(folder));
  }

  private static JobRecord job(JobRequest request, Outcome outcome, Times times, JobState state) {
    Shape shape = new Shape(3, 4, DType.FLOAT64);
    Counts counts = new Counts(2, 1, 1, 0, 8, 8, 0, 0, 1_000);
    return new JobRecord("j0001", request, state, shape, times, counts, outcome);
  }

  private static JsonNode reread(ObjectNode json) throws JsonProcessingException {
    return new ObjectMapper().readTree(json.toString());
  }

  private static void assertBits(double found, double wanted) {
    assertThat(Double.doubleToRawLongBits(found)).isEqualTo(Double.doubleToRawLongBits(wanted));
  }
}
