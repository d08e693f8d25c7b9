package io.phalanx.shared.protocol;

import java.util.List;

/// A task that any worker may claim.
///
/// @param slot where on the task board it is claimed
/// @param ticket what the slot must hold to be claimed; of one offer only
/// @param taskId the task; among equals the lesser one is to begin first
/// @param priority the greater, the sooner
/// @param name which task
/// @param input its input, JSON
/// @param jars the jars that have the task, where it is not a built-in one
public record TaskOffer(
    int slot,
    long ticket,
    long taskId,
    int priority,
    String name,
    String input,
    List<KernelJarRef> jars) {
  public TaskOffer {
    jars = List.copyOf(jars);
    KernelJarRef.requireFew(jars.size());
  }
}
