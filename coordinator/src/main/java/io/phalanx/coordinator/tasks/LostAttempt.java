package io.phalanx.coordinator.tasks;

import java.nio.file.Path;

/// How a worker ended that was at a task.
///
/// @param how it ended, for people
/// @param postMortem the record of it
public record LostAttempt(String how, Path postMortem) {}
