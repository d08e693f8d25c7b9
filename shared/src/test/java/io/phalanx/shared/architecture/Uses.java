package io.phalanx.shared.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;

/// Finds uses of single methods, where a whole class would be too much to forbid.
public final class Uses {
  private Uses() {}

  /// Calls of, and references (`System::nanoTime`) to, methods of a type or its subtypes.
  ///
  /// @param type the type that has the methods
  /// @param names a regular expression for their names
  public static DescribedPredicate<JavaAccess<?>> uses(Class<?> type, String names) {
    return JavaAccess.Predicates.target(owner(assignableTo(type)))
        .and(JavaAccess.Predicates.target(nameMatching(names)))
        .as("%s.(%s)", type.getSimpleName(), names);
  }
}
