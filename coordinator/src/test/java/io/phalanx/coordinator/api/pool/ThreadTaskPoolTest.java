package io.phalanx.coordinator.api.pool;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass(name = "virtual={0}")
@ValueSource(booleans = {true, false})
class ThreadTaskPoolTest extends TaskPoolContract {
  private final ThreadTaskPool pool;

  ThreadTaskPoolTest(boolean virtual) {
    pool = virtual ? TaskPool.threads(2) : TaskPool.platformThreads(2);
  }

  @Override
  protected TaskPool pool() {
    return pool;
  }

  @AfterEach
  @Override
  protected void stop() {
    var _ = pool.shutdownNow();
  }

  @Test
  void shouldRefuseATaskThatCannotBe() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NamedTask.of("primecount", "{}"))
        .withMessageContaining("prime-count");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NamedTask.of("echo", "{"))
        .withMessageContaining("input is not JSON");
  }
}
