package io.phalanx.shared.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

/// Wants `@NullMarked` on the package: NullAway passes over all others without a word.
final class BeNullMarked extends ArchCondition<JavaClass> {
  BeNullMarked() {
    super("be in a package that is @NullMarked");
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
    events.add(
        new SimpleConditionEvent(
            type, marked, "%s: @NullMarked=%s".formatted(type.getName(), marked)));
  }
}
