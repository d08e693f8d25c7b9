package io.phalanx.shared;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.phalanx.shared.architecture.HouseRules;
import io.phalanx.shared.architecture.PureRoom;

@AnalyzeClasses(
    packages = "io.phalanx.shared",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest static final ArchTests HOUSE = ArchTests.in(HouseRules.class);

  @ArchTest
  static final ArchRule SHARED_KNOWS_NEITHER_SIDE =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.phalanx.worker..", "io.phalanx.coordinator..");

  @ArchTest static final ArchRule KERNELS_ARE_PURE = PureRoom.pure("..shared.kernel..");

  @ArchTest
  static final ArchRule PROTOCOL_KNOWS_NO_TRANSPORT =
      noClasses()
          .that()
          .resideInAPackage("..shared.protocol..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..shared.bus..", "java.nio.channels..", "java.nio.file..");
}
