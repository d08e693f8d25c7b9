package io.phalanx.coordinator.top;

/// Something that went wrong.
///
/// @param atMs when, ms since 1970
/// @param who a worker or a job
/// @param what happened to it
record Failure(long atMs, String who, String what) {}
