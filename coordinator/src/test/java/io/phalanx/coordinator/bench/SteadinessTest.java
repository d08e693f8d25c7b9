package io.phalanx.coordinator.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class SteadinessTest {
  private final Steadiness steadiness = new Steadiness();

  @Test
  void shouldWaitWhileGroupsGetFaster() {
    add(50, 49, 48, 47, 46);
    add(40, 39, 38, 37, 36);
    add(30, 30, 30, 30, 30);

    assertThat(steadiness.isReached()).isFalse();
  }

  @Test
  void shouldBeReachedWhenThreeGroupsAreNotFasterThanTheBest() {
    add(50, 49, 48, 47, 46);
    add(30, 30, 30, 30, 30);
    add(29.5, 29.5, 29.5, 29.5, 29.5);
    add(31, 31, 31, 31, 31);
    assertThat(steadiness.isReached()).isFalse();
    add(30, 30, 30, 30, 30);

    assertThat(steadiness.isReached()).isTrue();
  }

  @Test
  void shouldWaitOnWhenAGroupIsFasterAfterAll() {
    add(50, 50, 50, 50, 50);
    add(50, 50, 50, 50, 50, 50, 50, 50, 50, 50);
    add(40, 40, 40, 40, 40);
    add(40, 40, 40, 40, 40, 40, 40, 40, 40, 40);

    assertThat(steadiness.isReached()).isFalse();
  }

  @Test
  void shouldNotBeMisledByASlowRun() {
    add(50, 50, 50, 50, 50);
    add(30, 30, 30, 900, 30);

    assertThat(steadiness.isReached()).isFalse();
  }

  @Test
  void shouldNotTellBeforeFourGroups() {
    add(30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30);

    assertThat(steadiness.isReached()).isFalse();
  }

  private void add(double... times) {
    DoubleStream.of(times).forEach(steadiness::add);
  }
}
