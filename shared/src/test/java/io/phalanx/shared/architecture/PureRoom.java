package io.phalanx.shared.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static io.phalanx.shared.architecture.Uses.uses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;

/// The rule for rooms of pure logic: no clock, file, queue or logger, so that a simulation or
/// another engine can run them.
public final class PureRoom {
  private static final String[] OUTSIDE_WORLD = {
    "java.net..",
    "java.nio.channels..",
    "java.nio.file..",
    "java.time..",
    "java.util.logging..",
    "org.slf4j..",
    "ch.qos.logback..",
    "net.openhft..",
    "org.agrona.concurrent.."
  };

  private static final DescribedPredicate<JavaClass> OF_THE_OUTSIDE_WORLD =
      resideInAnyPackage(OUTSIDE_WORLD)
          .or(nameMatching("java\\.io\\.(File|RandomAccessFile).*"))
          .as("of the outside world");

  private PureRoom() {}

  /// Forbids a room everything that is not computation.
  ///
  /// @param room the packages that must be pure, such as `..shared.kernel..`
  public static ArchRule pure(String room) {
    return noClasses()
        .that()
        .resideInAPackage(room)
        .should()
        .dependOnClassesThat(OF_THE_OUTSIDE_WORLD)
        .orShould()
        .accessTargetWhere(
            uses(System.class, "nanoTime|currentTimeMillis").or(uses(Thread.class, "sleep")));
  }
}
