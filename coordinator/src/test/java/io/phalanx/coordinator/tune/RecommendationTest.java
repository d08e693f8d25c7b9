package io.phalanx.coordinator.tune;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RecommendationTest {
  @Test
  void shouldTakeTheFastest() {
    Recommendation found =
        Recommendation.of(
            List.of(
                Points.steady(1, false, 1.0),
                Points.steady(2, false, 0.5),
                Points.steady(3, false, 0.6)));

    assertThat(found).isEqualTo(new Recommendation(new TunePoint(2, false, 0), false));
  }

  @Test
  void shouldTakeFewerWorkersThatAreAsFast() {
    Recommendation found =
        Recommendation.of(
            List.of(
                Points.steady(1, false, 1.015),
                Points.steady(2, true, 1.0),
                Points.steady(2, false, 1.0)));

    assertThat(found.point()).isEqualTo(new TunePoint(1, false, 0));
  }

  @Test
  void shouldNotPinWhereThatChangesNothing() {
    List<Measured> points = List.of(Points.steady(2, true, 1.0), Points.steady(2, false, 1.01));

    assertThat(Recommendation.of(points).point().pinned()).isFalse();
  }

  @Test
  void shouldPinWhereThatIsFaster() {
    List<Measured> points = List.of(Points.steady(2, false, 1.1), Points.steady(2, true, 1.0));

    assertThat(Recommendation.of(points).point().pinned()).isTrue();
  }

  @Test
  void shouldSayWhenItCannotTellAndTakeTheFewestThatMayBeAsFast() {
    List<Measured> points =
        List.of(
            Points.of(1, false, 2.0, 0.2, 1),
            Points.of(2, false, 1.05, 0.2, 2),
            Points.of(3, false, 1.0, 0.2, 3));

    Recommendation found = Recommendation.of(points);

    assertThat(found.noisy()).isTrue();
    assertThat(found.point().workers()).isEqualTo(2);
  }

  @Test
  void shouldNotMindNoiseThatMeetsAllAlike() {
    Measured one = Points.of(1, false, 1.0, 0.3, 5);
    Measured same = Points.of(2, false, 0.8, 0.3, 5);

    assertThat(one.seconds().spread()).isGreaterThan(Recommendation.SPREAD_MAX);
    assertThat(Recommendation.of(List.of(one, same)))
        .isEqualTo(new Recommendation(new TunePoint(2, false, 0), false));
  }

  @Test
  void shouldNotTakeWhatDroppedOutBeforeTheMachineSlowedDown() {
    Measured dropped = new Measured(new TunePoint(1, false, 0), List.of(new Sample(1, 1, 1)));
    Measured lasting = Points.steady(2, false, 2.0);

    assertThat(Recommendation.best(List.of(dropped, lasting))).isEqualTo(lasting);
    assertThat(Recommendation.of(List.of(dropped, lasting)).point()).isEqualTo(lasting.point());
  }

  @Test
  void shouldNotMindNoiseOfWhatIsOutOfTheQuestion() {
    List<Measured> points = List.of(Points.of(1, false, 4.0, 0.2, 1), Points.steady(2, false, 1.0));

    assertThat(Recommendation.isPrecise(points)).isTrue();
  }
}
