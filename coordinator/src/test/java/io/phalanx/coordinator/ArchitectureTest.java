package io.phalanx.coordinator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.phalanx.shared.architecture.HouseRules;
import io.phalanx.shared.architecture.PureRoom;

@AnalyzeClasses(
    packages = "io.phalanx.coordinator",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest static final ArchTests HOUSE = ArchTests.in(HouseRules.class);

  @ArchTest
  static final ArchRule COORDINATOR_NEVER_SEES_THE_WORKER =
      noClasses().should().dependOnClassesThat().resideInAPackage("io.phalanx.worker..");

  @ArchTest static final ArchRule SCHEDULING_IS_PURE = PureRoom.pure("..coordinator.schedule..");

  @ArchTest static final ArchRule LIVENESS_IS_PURE = PureRoom.pure("..coordinator.liveness..");
}
