package io.phalanx.coordinator.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SweepTest {
  private static final List<TunePoint> POINTS =
      List.of(new TunePoint(1, false, 0), new TunePoint(2, false, 0), new TunePoint(3, false, 0));

  private final AtomicLong nowNs = new AtomicLong();
  private final List<Integer> order = new ArrayList<>();
  private final List<List<TunePoint>> dropped = new ArrayList<>();
  private final Random random = new Random(11);

  @Test
  void shouldMeasureInTurnAndEndOnceItKnowsEnough() throws IOException {
    List<Measured> measured = sweep(60).run(point -> sample(point, 0), dropped::add);

    assertThat(measured).extracting(Measured::point).isEqualTo(POINTS);
    assertThat(measured).allSatisfy(one -> assertThat(one.samples()).hasSize(Sweep.ROUNDS_MIN));
    assertThat(order.subList(3, 12)).containsExactly(1, 2, 3, 2, 3, 1, 3, 1, 2);
    assertThat(dropped).isEmpty();
  }

  @Test
  void shouldGoOnWhileItIsNotSure() throws IOException {
    List<Measured> measured = sweep(10_000).run(point -> sample(point, 0.04), dropped::add);

    assertThat(measured.getFirst().samples()).hasSizeGreaterThan(2 * Sweep.ROUNDS_MIN);
    assertThat(Recommendation.isPrecise(measured)).isTrue();
  }

  @Test
  void shouldDropWhatIsFarSlower() throws IOException {
    List<Measured> measured =
        sweep(10_000)
            .run(
                point -> {
                  Sample sample = sample(point, 0.04);
                  double seconds = sample.seconds() * (point.workers() == 1 ? 2 : 1);
                  return new Sample(seconds, seconds, 1);
                },
                dropped::add);

    assertThat(dropped).containsExactly(POINTS.subList(1, 3));
    assertThat(measured.getFirst().samples()).hasSize(Sweep.ROUNDS_BEFORE_DROP);
    assertThat(measured.getLast().samples()).hasSizeGreaterThan(2 * Sweep.ROUNDS_MIN);
  }

  @Test
  void shouldEndWhenTheTimeIsOver() throws IOException {
    List<Measured> measured = sweep(25).run(point -> sample(point, 0.5), dropped::add);

    assertThat(measured.getFirst().samples()).hasSize(9);
    assertThat(Recommendation.of(measured).noisy()).isTrue();
  }

  @Test
  void shouldMeasureThreeRoundsInNoTimeAtAll() throws IOException {
    assertThat(sweep(0.001).run(point -> sample(point, 0), dropped::add).getFirst().samples())
        .hasSize(3);
  }

  @Test
  void shouldPassOnWhatFails() {
    assertThatThrownBy(() ->
            sweep(60)
                .run(
                    point -> {
                      throw new IOException("the job did not end well");
                    },
                    dropped::add))
        .hasMessage("the job did not end well");
  }

  private Sweep sweep(double seconds) {
    return new Sweep(POINTS, seconds, nowNs::get, line -> {});
  }

  /// Each takes a second of the clock.
  private Sample sample(TunePoint point, double scatter) {
    order.add(point.workers());
    nowNs.addAndGet(1_000_000_000L);
    double seconds = Math.exp(scatter * random.nextGaussian());
    return new Sample(seconds, seconds, 1);
  }
}
