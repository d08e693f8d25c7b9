package io.phalanx.shared.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.phalanx.shared.architecture.offenders.OffendingHelper;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A rule that never bites is worse than none.
class HouseRulesTest {
  private static final JavaClasses OFFENDER =
      new ClassFileImporter().importClasses(OffendingHelper.class);

  @ParameterizedTest
  @MethodSource("rules")
  void shouldBiteWhenAClassBreaksTheRule(ArchRule rule) {
    assertThat(rule.evaluate(OFFENDER).hasViolation()).isTrue();
  }

  static Stream<ArchRule> rules() {
    return Stream.of(
        HouseRules.PACKAGES_ARE_NULL_MARKED,
        HouseRules.NAMES_SAY_WHAT_A_THING_IS,
        HouseRules.COMMANDS_RETURN_EXIT_CODES,
        HouseRules.ONLY_LIFECYCLE_HALTS,
        HouseRules.SETTINGS_ARE_READ_IN_ONE_PLACE,
        HouseRules.STANDARD_STREAMS_BELONG_TO_PROGRAMS,
        HouseRules.FILES_ARE_MAPPED_IN_FEW_ROOMS,
        HouseRules.ARENAS_ARE_MADE_WHERE_FILES_ARE_MAPPED_AND_FOR_KERNEL_SCRATCH,
        HouseRules.LIBRARIES_ARE_LOADED_IN_ONE_ROOM,
        HouseRules.CHRONICLE_QUEUE_CARRIES_MESSAGES,
        HouseRules.VECTORS_STAY_IN_KERNELS);
  }

  @Test
  void shouldNameFileClockAndQueueWhenAPureRoomIsNot() {
    String report = PureRoom.pure("..offenders..").evaluate(OFFENDER).getFailureReport().toString();

    assertThat(report)
        .contains("nanoTime", "java.io.File", "FileChannel", "net.openhft.chronicle.core.Jvm");
  }
}
