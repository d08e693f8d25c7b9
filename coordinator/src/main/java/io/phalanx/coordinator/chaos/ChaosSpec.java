package io.phalanx.coordinator.chaos;

import io.phalanx.coordinator.process.Distribution;
import io.phalanx.shared.config.ClusterDirectory;

/// What a chaos test does.
///
/// @param directory of the cluster, which nobody else uses
/// @param distribution the installed program
/// @param rounds number of jobs
/// @param harmsPerRound how often a job is disturbed, unless it ends before
/// @param seed of every choice; how the operating system schedules is chance of its own
/// @param workers of the cluster
/// @param rows of the square matrix of float64
public record ChaosSpec(
    ClusterDirectory directory,
    Distribution distribution,
    int rounds,
    int harmsPerRound,
    long seed,
    int workers,
    long rows) {}
