package io.phalanx.shared.task.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BoxedSumTest {
  @Test
  void shouldSumAsThePlainFormulaDoes() {
    long once = LongStream.range(0, 10_000).filter(x -> x % 3 == 0).map(x -> 2 * x).sum();

    assertThat(BoxedSum.of(0)).isZero();
    assertThat(BoxedSum.of(3)).isEqualTo(3 * once);
  }
}
