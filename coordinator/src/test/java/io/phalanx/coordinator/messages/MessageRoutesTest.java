package io.phalanx.coordinator.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.phalanx.coordinator.messages.LiveMessage.Copy;
import io.phalanx.coordinator.messages.MessageRoutes.Full;
import io.phalanx.coordinator.messages.MessageRoutes.Left;
import io.phalanx.shared.protocol.BusMessage;
import io.phalanx.shared.protocol.MessageDraft;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageRoutesTest {
  private static final int CREDIT = 4;
  private static final MessageLimits LIMITS = new MessageLimits(10, 1000, CREDIT, 160, 8, 3);
  private static final int ANY = MessageDraft.ANY;
  private static final int WORKERS_MAX = 5;
  private static final Left NOTHING = new Left(List.of(), List.of());

  private final MessageRoutes routes = new MessageRoutes(2, LIMITS);
  private final Map<Integer, List<Long>> given = new HashMap<>();

  /// The delivery of each message that was given last.
  private final Map<Long, Integer> deliveries = new TreeMap<>();

  private long lastId;
  private int workersEver = 2;

  @Test
  void shouldGiveEachMessageToTheWorkerThatHasTheLeastToDo() {
    ready(0, 1);
    add(0, 0, 0);
    give();
    add(ANY, ANY, ANY);
    give();

    assertThat(given.get(0)).containsExactly(1L, 2L, 3L);
    assertThat(given.get(1)).containsExactly(4L, 5L, 6L);
  }

  @Test
  void shouldGiveNoMoreThanAWorkerHasCreditFor() {
    ready(0, 1);
    add(1, 1, 1, 1, 1, 1);
    give();
    assertThat(given.get(1)).containsExactly(1L, 2L, 3L, 4L);

    routes.handled(1, 1);
    give();
    assertThat(given.get(1)).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(given).doesNotContainKey(0);
  }

  @Test
  void shouldKeepMessagesWhileNoWorkerIsUp() {
    add(ANY, MessageDraft.EVERY);
    give();
    assertThat(given).isEmpty();

    ready(1);
    give();
    assertThat(given).isEqualTo(Map.of(1, List.of(1L, 2L)));
    assertThat(routes.live()).hasSize(2);
  }

  @Test
  void shouldSayWhoIsFullAndHowMuchWaitsThere() {
    ready(0, 1);
    for (int i = 0; i < LIMITS.depthMax(); i++) {
      assertThat(routes.full(draft(1))).isNull();
      add(1);
    }
    give();

    Full full = Objects.requireNonNull(routes.full(draft(1)));
    assertThat(full.who()).isEqualTo("worker-1");
    assertThat(full.depth()).isEqualTo(10);
    assertThat(full.reason()).contains("worker-1 is full: depth=10, max=10");
    assertThat(routes.full(draft(MessageDraft.EVERY))).isEqualTo(full);
    assertThat(routes.full(draft(0))).isNull();
    assertThat(routes.full(draft(ANY))).isNull();
    routes.handled(1, 1);
    assertThat(routes.full(draft(1))).isNull();
  }

  @Test
  void shouldBoundThePayloadsThatWaitForAWorkerButTakeOneOfAnyLength() {
    MessageDraft large = new MessageDraft(BusMessage.Type.TASK, 0, "x".repeat(2000), 0, List.of());
    assertThat(routes.full(large)).isNull();
    routes.add(live(large));

    assertThat(Objects.requireNonNull(routes.full(draft(0))).reason())
        .contains("characters=2000, max=1000");
  }

  @Test
  void shouldNameTheLeastLoadedWhereAllAreFull() {
    ready(0, 1);
    for (int i = 0; i < 2 * CREDIT + LIMITS.depthMax(); i++) {
      assertThat(routes.full(draft(ANY))).isNull();
      add(ANY);
      give();
    }

    Full full = Objects.requireNonNull(routes.full(draft(ANY)));
    assertThat(full.who()).startsWith("worker-");
    assertThat(full.depth()).isEqualTo(CREDIT);
    assertThat(full.reason()).contains("waiting for any=10, max=10");
  }

  @Test
  void shouldRefuseAWorkerThatThereIsNot() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> routes.full(draft(2)))
        .withMessage("no such worker: worker=2, workers=2");
  }

  @Test
  void shouldGiveToAnotherWorkerWhatADeadOneHadNotAcknowledged() {
    ready(0, 1);
    add(0, 0, 0);
    give();
    routes.handled(0, 1);

    assertThat(routes.lost(0, true)).isEqualTo(NOTHING);
    give();
    assertThat(given.get(1)).containsExactly(2L); // alone, since it may have been handled
    assertThat(deliveries).containsEntry(2L, 2);
    routes.handled(1, 2);
    give();
    assertThat(given.get(1)).containsExactly(2L, 3L);
    routes.handled(1, 3);
    assertThat(routes.live()).isEmpty();
  }

  @Test
  void shouldKeepWhatEveryWorkerGetsForTheReplacement() {
    ready(0, 1);
    add(MessageDraft.EVERY);
    give();
    routes.handled(1, 1);
    routes.lost(0, true);
    give();
    assertThat(given.get(1)).containsExactly(1L);

    ready(0);
    give();
    assertThat(given.get(0)).containsExactly(1L, 1L);
    assertThat(Objects.requireNonNull(routes.handled(0, 1)).noted()).isZero();
    assertThat(routes.live()).isEmpty();
  }

  @Test
  void shouldIgnoreWhatAWorkerWasNotGiven() {
    ready(0);
    add(0);
    assertThat(routes.handled(0, 1)).isNull();
    give();
    assertThat(routes.handled(0, 1)).isNotNull();
    assertThat(routes.handled(0, 1)).isNull();
  }

  @Test
  void shouldTakeBackWhatWasNotGiven() {
    LiveMessage every = live(draft(MessageDraft.EVERY));
    LiveMessage any = live(draft(ANY));
    routes.add(every);
    routes.add(any);
    routes.withdraw(every);
    routes.withdraw(any);
    ready(0, 1);
    give();

    assertThat(given).isEmpty();
    assertThat(routes.live()).isEmpty();
  }

  @Test
  void shouldGiveUpAMessageOverWhichWorkersDieAndBlameNoOther() {
    ready(0, 1);
    add(ANY, ANY, ANY, ANY, ANY, ANY);
    long poison = 3;
    List<Long> handled = new ArrayList<>();
    List<Copy> givenUp = new ArrayList<>();
    int deaths = 0;
    while (!routes.live().isEmpty()) {
      assertThat(deaths).isLessThan(10);
      given.clear();
      give();
      for (int workerId = 0; workerId < 2; workerId++) {
        for (long id : given.getOrDefault(workerId, List.of())) {
          if (id == poison) {
            givenUp.addAll(routes.lost(workerId, true).deadly());
            ready(workerId);
            deaths++;
            break;
          }
          routes.handled(workerId, id);
          handled.add(id);
        }
      }
    }

    assertThat(handled).containsExactlyInAnyOrder(1L, 2L, 4L, 5L, 6L);
    assertThat(givenUp).extracting(Copy::id).containsExactly(poison);
    assertThat(deaths).isEqualTo(4);
  }

  @Test
  void shouldBlameNoMessageForAWorkerThatWasToldToStop() {
    ready(0);
    add(0);
    for (int i = 0; i < 5; i++) {
      give();
      assertThat(routes.lost(0, false)).isEqualTo(NOTHING);
      ready(0);
    }
    assertThat(routes.live()).hasSize(1);
  }

  @Test
  void shouldGiveToOthersWhatWaitsForAWorkerThatGoes() {
    ready(0, 1);
    add(1, 1, 1, 1, 1, MessageDraft.EVERY);
    give();
    assertThat(given.get(1)).containsExactly(1L, 2L, 3L, 4L);

    assertThat(routes.resize(1)).extracting(Copy::id).containsExactly(6L);
    give();
    assertThat(given.get(0)).containsExactly(6L, 5L);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> routes.full(draft(1)))
        .withMessage("no such worker: worker=1, workers=1");
    for (long id = 1; id <= CREDIT; id++) {
      assertThat(routes.handled(1, id)).isNotNull();
    }
    assertThat(routes.lost(1, false)).isEqualTo(NOTHING);
    routes.handled(0, 5);
    routes.handled(0, 6);
    assertThat(routes.live()).isEmpty();
  }

  @Test
  void shouldKeepWhatEveryWorkerGetsForOneThatComesBackBeforeItHasGone() {
    ready(0, 1);
    add(MessageDraft.EVERY);
    give();
    routes.resize(1);
    assertThat(routes.resize(2)).isEmpty();
    add(1);
    give();
    assertThat(given.get(1)).as("its process goes").containsExactly(1L);

    assertThat(routes.lost(1, false)).isEqualTo(NOTHING);
    ready(1);
    give();
    assertThat(given.get(1)).containsExactly(1L, 1L);
    routes.handled(1, 1);
    give();
    assertThat(given.get(1)).containsExactly(1L, 1L, 2L);
  }

  @Test
  void shouldBeDoneWithWhatEveryWorkerGetsOnceOneHasGoneForGood() {
    ready(0, 1);
    add(MessageDraft.EVERY);
    give();
    routes.handled(0, 1);
    routes.resize(1);

    assertThat(routes.lost(1, true).needless()).extracting(Copy::id).containsExactly(1L);
    assertThat(routes.live()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldHaveEveryMessageHandledWhateverWorkersDie(long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    ready(0, 1);
    Map<Long, Integer> handled = new TreeMap<>();
    Map<Long, Integer> wanted = new TreeMap<>();
    for (int step = 0; step < 3000 || !routes.live().isEmpty(); step++) {
      int target = random.nextInt(-2, 2);
      if (step < 3000 && routes.full(draft(target)) == null) {
        add(target);
        wanted.put(lastId, target == MessageDraft.EVERY ? 2 : 1);
      }
      given.clear();
      give();
      int workerId = random.nextInt(2);
      Copy oldest = routes.oldestGiven(workerId);
      while (oldest != null && random.nextInt(4) > 0) {
        routes.handled(workerId, oldest.id());
        handled.merge(oldest.id(), 1, Integer::sum);
        oldest = routes.oldestGiven(workerId);
      }
      if (random.nextInt(20) == 0) {
        assertThat(routes.lost(workerId, random.nextBoolean())).isEqualTo(NOTHING);
        ready(workerId);
      }
      assertThat(routes.given(workerId)).isLessThanOrEqualTo(CREDIT);
    }
    assertThat(handled).isEqualTo(wanted);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldHaveEveryMessageHandledHoweverManyWorkersThereAre(long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    ready(0, 1);
    int workers = 2;
    boolean[] leaving = new boolean[WORKERS_MAX];
    Map<Long, Integer> handled = new TreeMap<>();
    Map<Long, Integer> wanted = new TreeMap<>();
    for (int step = 0; step < 3000 || !routes.live().isEmpty(); step++) {
      int target = random.nextInt(-1, workers);
      if (step < 3000 && routes.full(draft(target)) == null) {
        add(target);
        wanted.put(lastId, 1);
      }
      give();
      int workerId = random.nextInt(WORKERS_MAX);
      Copy oldest = workerId < workersEver ? routes.oldestGiven(workerId) : null;
      while (oldest != null && random.nextInt(4) > 0) {
        routes.handled(workerId, oldest.id());
        handled.merge(oldest.id(), 1, Integer::sum);
        oldest = routes.oldestGiven(workerId);
      }
      if (workerId < workersEver && leaving[workerId] && oldest == null) {
        assertThat(routes.lost(workerId, false)).isEqualTo(NOTHING);
        leaving[workerId] = false;
        if (workerId < workers) {
          ready(workerId);
        }
      }
      if (random.nextInt(20) == 0) {
        int next = random.nextInt(1, WORKERS_MAX + 1);
        assertThat(routes.resize(next)).isEmpty();
        for (int each = next; each < workers; each++) {
          leaving[each] = true;
        }
        for (int each = workers; each < next; each++) {
          if (!leaving[each]) {
            ready(each);
          }
        }
        workers = next;
        workersEver = Math.max(workersEver, next);
      }
    }
    assertThat(handled).isEqualTo(wanted);
  }

  private void ready(int... workers) {
    for (int workerId : workers) {
      routes.ready(workerId);
    }
  }

  private void add(int... targets) {
    for (int target : targets) {
      routes.add(live(draft(target)));
    }
  }

  private void give() {
    routes.give((workerId, copy) -> {
      given.computeIfAbsent(workerId, _ -> new ArrayList<>()).add(copy.id());
      deliveries.put(copy.id(), copy.deliver().message().deliveries());
    });
  }

  private LiveMessage live(MessageDraft draft) {
    BusMessage message =
        new BusMessage(++lastId, draft.type(), "test", 0, 0, draft.payload(), 0, false);
    return LiveMessage.of(message, List.of(), draft.target(), 2);
  }

  private static MessageDraft draft(int target) {
    return MessageDraft.of(BusMessage.Type.TASK, "1").to(target);
  }
}
