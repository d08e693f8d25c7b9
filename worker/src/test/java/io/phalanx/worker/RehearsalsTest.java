package io.phalanx.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.phalanx.shared.kernel.ElementMap;
import io.phalanx.shared.kernel.Rehearsable;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RehearsalsTest {
  private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);

  private final Rehearsals rehearsals = new Rehearsals();
  private final Pupil pupil = new Pupil();

  @Test
  void shouldNotRehearseForAJobThatIsSoonOver() {
    rehearsals.want(pupil, 0);
    rehearsals.turn(true, 200 * MS);
    rehearsals.turn(false, 250 * MS);

    assertThat(pupil.runs).hasValue(0);
  }

  @Test
  void shouldRehearseBesideALongJob() throws InterruptedException {
    rehearsals.want(pupil, 0);
    rehearsals.turn(true, 301 * MS);

    assertThat(pupil.adopted.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void shouldRehearseWhenIdleAfterAJob() throws InterruptedException {
    rehearsals.want(pupil, 0);
    rehearsals.turn(true, 10 * MS);
    rehearsals.turn(false, 1_000 * MS);

    assertThat(pupil.adopted.await(30, TimeUnit.SECONDS)).isTrue();
  }

  private static final class Pupil implements ElementMap, Rehearsable {
    private final AtomicInteger runs = new AtomicInteger();
    private final CountDownLatch adopted = new CountDownLatch(1);

    @Override
    public boolean isRehearsed() {
      return adopted.getCount() == 0;
    }

    @Override
    public void rehearse() {
      runs.incrementAndGet();
    }

    @Override
    public void adopt() {
      adopted.countDown();
    }

    @Override
    public void apply(List<MemorySegment> inputs, MemorySegment output) {
      throw new UnsupportedOperationException();
    }
  }
}
