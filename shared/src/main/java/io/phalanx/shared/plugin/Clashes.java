package io.phalanx.shared.plugin;

import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.catalog.Operations;
import io.phalanx.shared.plugin.KernelSet.Provided;
import java.util.List;

/// Refuses operations that could be taken for each other.
final class Clashes {
  private Clashes() {}

  /// @throws IllegalArgumentException if an operation has the name of a built-in one, or of one of
  ///   another jar, or is there twice
  static void refuse(List<Provided> provided) {
    for (int i = 0; i < provided.size(); i++) {
      Provided one = provided.get(i);
      refuseBuiltIn(one);
      for (Provided other : provided.subList(0, i)) {
        if (one.operation().name().equals(other.operation().name()) && clash(one, other)) {
          throw new PluginException(
              "two operations of one name: operation="
                  + one.operation().name()
                  + ", inputs="
                  + one.operation().inputs()
                  + ", kernels="
                  + other.jar()
                  + ", kernels="
                  + one.jar()
                  + "; rename one, or give one of the jars");
        }
      }
    }
  }

  private static boolean clash(Provided one, Provided other) {
    return !one.jar().equals(other.jar()) || one.operation().inputs() == other.operation().inputs();
  }

  private static void refuseBuiltIn(Provided one) {
    for (Operation builtIn : Operations.all()) {
      if (builtIn.name().equals(one.operation().name())) {
        throw new PluginException(
            "operation has the name of a built-in one: operation="
                + builtIn.name()
                + " ("
                + builtIn.summary()
                + "), kernels="
                + one.jar()
                + "; rename it");
      }
    }
  }
}
