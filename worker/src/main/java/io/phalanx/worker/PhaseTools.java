package io.phalanx.worker;

import io.phalanx.worker.blas.Engines;

/// What every phase of a worker uses.
///
/// @param engines what multiplies matrices
/// @param signOfLife called now and then in the course of a long tile
/// @param spareRedo the redo file between two phases
record PhaseTools(Engines engines, Runnable signOfLife, SpareRedo spareRedo) {}
