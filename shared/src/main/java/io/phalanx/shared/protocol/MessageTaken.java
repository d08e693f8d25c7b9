package io.phalanx.shared.protocol;

import java.util.List;

/// A message as the bus writes it down.
///
/// @param message what was said
/// @param target who is to get it, as in its [MessageDraft]
/// @param jars copies of the jars that have handlers for it
public record MessageTaken(BusMessage message, int target, List<KernelJarRef> jars) {
  public MessageTaken {
    jars = List.copyOf(jars);
  }
}
