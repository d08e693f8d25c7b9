package io.phalanx.coordinator.placement;

/// What Linux numbers as a processor: a core, or one of the threads of a core (SMT).
///
/// @param id its number
/// @param node NUMA node whose memory is near
/// @param socket the package it lies in
/// @param core its core within the package
public record Cpu(int id, int node, int socket, int core) {
  /// True if the two are threads of one core.
  boolean sharesCoreWith(Cpu other) {
    return socket == other.socket && core == other.core;
  }
}
