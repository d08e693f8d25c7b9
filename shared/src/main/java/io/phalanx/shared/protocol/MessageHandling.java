package io.phalanx.shared.protocol;

import org.jspecify.annotations.Nullable;

/// What came of a message at a worker, which so acknowledges it.
///
/// @param id the message
/// @param answer what a handler returned, JSON; null if none did
/// @param error what a handler threw, for people; null if none did
public record MessageHandling(long id, @Nullable String answer, @Nullable String error) {}
