package io.phalanx.shared.protocol;

import java.util.List;

/// A message on its way to a worker.
///
/// @param message what was said
/// @param jars the jars that have handlers for it beside the built-in ones
public record MessageDelivery(BusMessage message, List<KernelJarRef> jars) {
  public MessageDelivery {
    jars = List.copyOf(jars);
  }
}
