package io.phalanx.coordinator.tune;

/// One measurement.
///
/// @param seconds from the request to its end
/// @param workSeconds of it the time that workers had something to compute
/// @param amount bytes that were read and written, or tasks that were done
public record Sample(double seconds, double workSeconds, double amount) {}
