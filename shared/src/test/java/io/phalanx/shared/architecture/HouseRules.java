package io.phalanx.shared.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static io.phalanx.shared.architecture.Uses.uses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.channels.FileChannel;
import org.agrona.IoUtil;

/// What holds in every module. A module's ArchitectureTest takes these in and adds its own.
///
/// A rule about a room that a module does not have passes (`archunit.properties`).
public final class HouseRules {
  private static final String BLAS = "..worker.blas..";
  private static final String CLI = "..coordinator.cli..";
  private static final String DOWNLOAD_INDEX = "..coordinator.download.index..";
  private static final String REPORT = "..coordinator.report..";
  private static final String[] ROOMS_THAT_MAP = {
    "..shared.matrix..", "..shared.ledger..", "..shared.counters..", "..shared.sync.."
  };

  /// Classes that are a program's entry, and what is nested in them.
  private static final DescribedPredicate<JavaClass> PROGRAM =
      DescribedPredicate.describe(
          "program", type -> type.getName().matches(".*(Main|Cli)(\\$.*)?"));

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching("io.phalanx.(**)").should().beFreeOfCycles();

  @ArchTest static final ArchRule PACKAGES_ARE_NULL_MARKED = classes().should(new BeNullMarked());

  @ArchTest
  static final ArchRule NAMES_SAY_WHAT_A_THING_IS =
      noClasses().should().haveNameMatching(".*(Manager|Helper|Utils?|Impl|Data|Info)");

  @ArchTest
  static final ArchRule COMMANDS_RETURN_EXIT_CODES =
      noClasses()
          .that(DescribedPredicate.not(PROGRAM))
          .should()
          .accessTargetWhere(uses(System.class, "exit").or(uses(Runtime.class, "exit")));

  @ArchTest
  static final ArchRule ONLY_LIFECYCLE_HALTS =
      noClasses()
          .that(outside("..shared.lifecycle.."))
          .should()
          .accessTargetWhere(uses(Runtime.class, "halt"));

  @ArchTest
  static final ArchRule SETTINGS_ARE_READ_IN_ONE_PLACE =
      noClasses()
          .that(outside("..config..", CLI))
          .should()
          .accessTargetWhere(
              uses(System.class, "getProperty|getProperties|getenv")
                  .or(uses(Boolean.class, "getBoolean"))
                  .or(uses(Integer.class, "getInteger"))
                  .or(uses(Long.class, "getLong")));

  @ArchTest
  static final ArchRule STANDARD_STREAMS_BELONG_TO_PROGRAMS =
      noClasses()
          .that(outside(CLI, REPORT))
          .should(ACCESS_STANDARD_STREAMS)
          .because("stdout is for results, stderr for people; a process has its log");

  @ArchTest
  static final ArchRule FILES_ARE_MAPPED_IN_FEW_ROOMS =
      noClasses()
          .that(resideOutsideOfPackages(ROOMS_THAT_MAP))
          .should()
          .accessTargetWhere(uses(FileChannel.class, "map").or(uses(IoUtil.class, "map.*")));

  /// The worker's BLAS is loaded into the arena that never ends: a library that multiplies must not
  /// be unloaded.
  @ArchTest
  static final ArchRule ARENAS_ARE_MADE_WHERE_FILES_ARE_MAPPED_AND_FOR_KERNEL_SCRATCH =
      noClasses()
          .that(resideOutsideOfPackages(ROOMS_THAT_MAP))
          .and(resideOutsideOfPackages("..shared.kernel..", BLAS))
          .should()
          .accessTargetWhere(uses(Arena.class, "of.*|global"));

  @ArchTest
  static final ArchRule LIBRARIES_ARE_LOADED_IN_ONE_ROOM =
      noClasses()
          .that(resideOutsideOfPackages(BLAS))
          .should()
          .accessTargetWhere(
              uses(SymbolLookup.class, "libraryLookup|loaderLookup")
                  .or(uses(System.class, "load|loadLibrary"))
                  .or(uses(Runtime.class, "load|loadLibrary")));

  @ArchTest
  static final ArchRule CHRONICLE_QUEUE_CARRIES_MESSAGES =
      only("net.openhft..", "..shared.bus..", "..coordinator.results..", DOWNLOAD_INDEX);

  @ArchTest
  static final ArchRule CHRONICLE_MAP_KEEPS_RESULTS =
      only("net.openhft.chronicle.map..", "..coordinator.results..", DOWNLOAD_INDEX);

  @ArchTest
  static final ArchRule COMMONS_EXEC_SPAWNS_PROCESSES =
      only("org.apache.commons.exec..", "..coordinator.process..");

  @ArchTest static final ArchRule PICOCLI_PARSES_COMMANDS = only("picocli..", CLI);

  @ArchTest
  static final ArchRule JLINE_OWNS_THE_TERMINAL = only("org.jline..", "..coordinator.top.screen..");

  @ArchTest
  static final ArchRule XCHART_DRAWS_CHARTS = only("org.knowm..", "..coordinator.report.chart..");

  @ArchTest
  static final ArchRule JACKSON_SPEAKS_TO_THE_OUTSIDE =
      only(
          "com.fasterxml.jackson..",
          REPORT,
          CLI,
          "..coordinator.jobs..",
          "..coordinator.messages..",
          "..coordinator.postmortem..",
          "..coordinator.tasks..",
          "..shared.message..",
          "..shared.task..",
          "..worker.message..",
          "..worker.task..");

  @ArchTest
  static final ArchRule VECTORS_STAY_IN_KERNELS = only("jdk.incubator..", "..shared.kernel..");

  private HouseRules() {}

  private static DescribedPredicate<JavaClass> outside(String... rooms) {
    return DescribedPredicate.not(PROGRAM.or(resideInAnyPackage(rooms)));
  }

  private static ArchRule only(String library, String... rooms) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(rooms)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library);
  }
}
