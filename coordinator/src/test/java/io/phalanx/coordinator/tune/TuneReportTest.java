package io.phalanx.coordinator.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TuneReportTest {
  private static final double ROUNDING = 1e-9;

  private final Measured one = Points.steady(1, false, 1.0);
  private final Measured two = Points.steady(2, true, 0.5);
  private final Measured four = Points.steady(4, false, 0.5);
  private final TuneReport report = Points.report(List.of(two, one, four), 2, 4e9);

  @Test
  void shouldMeasureByTheFewestWorkers() {
    assertThat(report.base()).isEqualTo(one);
    assertThat(report.speedup(two)).isEqualTo(2, within(ROUNDING));
    assertThat(report.efficiency(one)).isEqualTo(1, within(ROUNDING));
    assertThat(report.efficiency(two)).isEqualTo(1, within(ROUNDING));
    assertThat(report.efficiency(four)).as("on two cores").isEqualTo(1, within(ROUNDING));
  }

  @Test
  void shouldSayHowFarFromTheLimit() {
    assertThat(report.ofLimit(two)).hasValue(0.5);
    assertThat(Points.report(List.of(one), 2, 0).ofLimit(one)).isEmpty();
  }

  @Test
  void shouldNameMemoryWhenItIsNearItsLimit() {
    assertThat(Points.report(List.of(one, two), 2, 2.2e9).bound())
        .satisfies(bound -> assertThat(bound.kind()).isEqualTo(Bound.Kind.MEMORY))
        .satisfies(bound -> assertThat(bound.sentence()).contains("91 % of the bytes"));
  }

  @Test
  void shouldNameMemoryWhenCoresGainLittleAndItIsHalfWay() {
    List<Measured> points = List.of(one, Points.steady(2, false, 0.75));

    assertThat(Points.report(points, 2, 2.2e9).bound().kind()).isEqualTo(Bound.Kind.MEMORY);
    assertThat(Points.report(points, 2, 4.4e9).bound().kind()).isEqualTo(Bound.Kind.COMPUTE);
  }

  @Test
  void shouldNameTheCoresWhenMemoryWouldAllowMore() {
    assertThat(report.bound().kind()).isEqualTo(Bound.Kind.COMPUTE);
    assertThat(report.bound().sentence())
        .contains("memory would allow 2.0 times as much", "2 workers are 2.00 times as fast");
  }

  @Test
  void shouldNameTheStartWhenWorkersHaveLittleToDo() {
    Measured idle =
        new Measured(new TunePoint(1, false, 0), List.of(new Sample(0.010, 0.002, 1e6)));

    Bound bound = Bound.of(idle, new Bound.Gain(1, 1), OptionalDouble.of(0.9), "the job");

    assertThat(bound.kind()).isEqualTo(Bound.Kind.START_UP);
    assertThat(bound.sentence()).contains("of the 10.0 ms that the job takes", "20 %");
  }
}
