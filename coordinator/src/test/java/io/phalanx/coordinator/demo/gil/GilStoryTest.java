package io.phalanx.coordinator.demo.gil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.phalanx.coordinator.bench.Figures;
import io.phalanx.coordinator.demo.gil.GilResult.Lane;
import io.phalanx.coordinator.demo.gil.PythonKind.Lock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GilStoryTest {
  @Test
  void shouldSayWhatTheLockCostsWhenThreadsTakeTurns() {
    List<String> seen = story(2, Lock.ON, 1, 0.5, 0.48, 10, 10.2, 5);

    assertThat(seen.getFirst())
        .startsWith("CPython 3 lets one thread at a time run its code")
        .contains("2 threads were about as fast as one, and 2 processes were 2.0 times as fast");
    assertThat(seen.getLast())
        .contains("2 threads were 2.0 times as fast as one")
        .contains("2 worker processes were 2.1 times as fast as one thread")
        .contains("one thread was 10.0 times as fast as that of Python")
        .doesNotContain("can run at a time here");
  }

  @Test
  void shouldClaimNoGainWhenThereIsNone() {
    List<String> seen = story(1, Lock.ON, 1, 1.05, 1.5, 10, 12.5, 10.1);

    assertThat(seen.getFirst())
        .contains("2 threads were 0.8 times as fast as one")
        .contains("2 processes were about as fast as one thread");
    assertThat(seen.getLast())
        .contains("2 threads were about as fast as one")
        .contains("2 worker processes were 0.7 times as fast as one thread")
        .contains("(no more than 1 of 2 can run at a time here)");
  }

  @Test
  void shouldSpeakOfNoLockWhenPythonHasNone() {
    assertThat(story(2, Lock.OFF, 1, 0.5, 0.5, 10, 5, 5).getFirst())
        .isEqualTo(
            "CPython 3 runs without its interpreter lock here: 2 threads were 2.0 times as fast as"
                + " one, and 2 processes were 2.0 times as fast as one thread.");
    assertThat(story(2, Lock.UNKNOWN, 1, 0.5, 0.5, 10, 5, 5).getFirst())
        .startsWith("In CPython 3 2 threads were");
  }

  @Test
  void shouldMakeTwoSentencesWhenThereIsNoPython() {
    List<String> seen =
        new GilStory(
                new GilResult(GilWork.on(2), 2, Optional.empty(), lanes(new double[] {1, 1, 1})))
            .sentences();

    assertThat(seen).hasSize(2);
    assertThat(seen.getFirst()).startsWith("No Python was found");
    assertThat(seen.getLast()).doesNotContain("NaN").doesNotContain("Python");
  }

  @Test
  void shouldGiveEachAnEqualShare() {
    for (int threads : new int[] {2, 3, 7, 64, 256}) {
      GilWork work = GilWork.on(threads);
      assertThat(work.share() * threads).isEqualTo(work.times());
      assertThat(work.times()).isGreaterThan(900);
    }
    assertThatIllegalArgumentException().isThrownBy(() -> GilWork.on(1));
  }

  private static List<String> story(int cores, Lock lock, double... seconds) {
    PythonKind python = new PythonKind("CPython 3", lock);
    return new GilStory(new GilResult(GilWork.on(2), cores, Optional.of(python), lanes(seconds)))
        .sentences();
  }

  private static List<Lane> lanes(double[] seconds) {
    List<Lane> lanes = new ArrayList<>();
    for (Way way : Way.values()) {
      if (lanes.size() < seconds.length) {
        lanes.add(new Lane(way, new Figures(List.of(seconds[lanes.size()])), 1, true));
      }
    }
    return lanes;
  }
}
