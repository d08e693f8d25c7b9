package io.phalanx.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.phalanx.shared.config.KeepAlive;
import org.junit.jupiter.api.Test;

class IdleWatchTest {
  private static final long KEEP_MS = 600_000;
  private static final long BEGIN_MS = 1_000;

  @Test
  void shouldEndWhenNothingWasToDoForAsLongAsItIsKept() {
    IdleWatch watch = used(KEEP_MS);

    assertThat(watch.isOver(BEGIN_MS + KEEP_MS - 1)).isFalse();
    assertThat(watch.isOver(BEGIN_MS + KEEP_MS)).isTrue();
  }

  @Test
  void shouldNeverEndWhileThereIsSomethingToDo() {
    IdleWatch watch = used(KEEP_MS);

    watch.note(true, BEGIN_MS + 1);

    assertThat(watch.isOver(BEGIN_MS + 10 * KEEP_MS)).isFalse();
  }

  @Test
  void shouldCountFromTheEndOfTheLastJob() {
    IdleWatch watch = used(KEEP_MS);

    watch.note(true, BEGIN_MS + 100);
    watch.note(false, BEGIN_MS + 5_000);
    watch.note(false, BEGIN_MS + 6_000);

    assertThat(watch.asKept()).isEqualTo(new KeepAlive(KEEP_MS, BEGIN_MS + 5_000));
    assertThat(watch.isOver(BEGIN_MS + 5_000 + KEEP_MS - 1)).isFalse();
    assertThat(watch.isOver(BEGIN_MS + 5_000 + KEEP_MS)).isTrue();
  }

  @Test
  void shouldNeverEndWhenTheClusterIsNotKept() {
    IdleWatch watch = used(0);

    assertThat(watch.isKept()).isFalse();
    assertThat(watch.isOver(Long.MAX_VALUE)).isFalse();
  }

  @Test
  void shouldCountFromNowWhenTheTimeIsRenewed() {
    IdleWatch watch = used(KEEP_MS);

    watch.renew(50, BEGIN_MS + 1_000);

    assertThat(watch.asKept()).isEqualTo(new KeepAlive(50, BEGIN_MS + 1_000));
    assertThat(watch.isOver(BEGIN_MS + 1_049)).isFalse();
    assertThat(watch.isOver(BEGIN_MS + 1_050)).isTrue();
  }

  @Test
  void shouldWaitForItsFirstJobHoweverShortItIsKept() {
    IdleWatch watch = new IdleWatch(1, BEGIN_MS);

    watch.note(false, BEGIN_MS + 5);

    assertThat(watch.isOver(BEGIN_MS + IdleWatch.FIRST_JOB_MS - 1)).isFalse();
    assertThat(watch.isOver(BEGIN_MS + IdleWatch.FIRST_JOB_MS)).isTrue();
  }

  @Test
  void shouldTellEachChangeOnce() {
    IdleWatch watch = used(KEEP_MS);
    watch.takeChange();

    watch.note(false, BEGIN_MS + 1);
    assertThat(watch.takeChange()).isFalse();

    watch.note(true, BEGIN_MS + 2);
    assertThat(watch.takeChange()).isTrue();
    assertThat(watch.takeChange()).isFalse();

    watch.renew(1, BEGIN_MS + 3);
    assertThat(watch.takeChange()).isTrue();
  }

  /// One whose first job has ended as it began.
  private static IdleWatch used(long keepMs) {
    IdleWatch watch = new IdleWatch(keepMs, BEGIN_MS);
    watch.note(true, BEGIN_MS);
    watch.note(false, BEGIN_MS);
    return watch;
  }
}
