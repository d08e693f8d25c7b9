package io.phalanx.coordinator.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerCountsTest {
  @Test
  void shouldGoFromOneToTwiceTheCores() {
    assertThat(WorkerCounts.byDefault(1)).containsExactly(1, 2);
    assertThat(WorkerCounts.byDefault(2)).containsExactly(1, 2, 3, 4);
    assertThat(WorkerCounts.byDefault(6)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 12);
  }

  @Test
  void shouldTakeLargerStepsOnLargeHosts() {
    assertThat(WorkerCounts.byDefault(48))
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 12, 16, 24, 32, 48, 64, 96);
    assertThat(WorkerCounts.byDefault(500)).endsWith(128, 192, 256).hasSizeLessThan(20);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"1-4 | 1,2,3,4", "2 | 2", "8,1,2 | 1,2,8", "1-3, 8 | 1,2,3,8", "256|256"})
  void shouldReadRangesAndLists(String text, String counts) {
    assertThat(WorkerCounts.parse(text))
        .isEqualTo(List.of(counts.split(",")).stream().map(Integer::valueOf).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "257", "4-1", "1-", "-3", "two", "1,,2", "1-2-3", "1-300"})
  void shouldRefuseWhatIsNone(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WorkerCounts.parse(text))
        .withMessageContaining("workers=" + text);
  }
}
