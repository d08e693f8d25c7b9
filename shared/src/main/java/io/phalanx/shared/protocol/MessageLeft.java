package io.phalanx.shared.protocol;

import java.util.List;

/// A message that not every worker has acknowledged that is to.
///
/// @param message what was said
/// @param jars the jars that have handlers for it beside the built-in ones
/// @param copies those of it that are not acknowledged
public record MessageLeft(BusMessage message, List<KernelJarRef> jars, List<Copy> copies) {
  public MessageLeft {
    jars = List.copyOf(jars);
    copies = List.copyOf(copies);
  }

  /// What one worker is to acknowledge.
  ///
  /// @param target that worker, or [MessageDraft#ANY]
  /// @param bound true if no other worker may have it in its place
  /// @param deliveries how often a worker was given it
  public record Copy(int target, boolean bound, int deliveries) {}
}
