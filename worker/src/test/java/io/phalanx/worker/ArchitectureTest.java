package io.phalanx.worker;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.phalanx.shared.architecture.HouseRules;

@AnalyzeClasses(
    packages = "io.phalanx.worker",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest static final ArchTests HOUSE = ArchTests.in(HouseRules.class);

  @ArchTest
  static final ArchRule WORKER_NEVER_SEES_THE_COORDINATOR =
      noClasses().should().dependOnClassesThat().resideInAPackage("io.phalanx.coordinator..");
}
