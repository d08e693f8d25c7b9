/// The coordinator process: owns a cluster directory, its workers and its jobs.
@NullMarked
package io.phalanx.coordinator;

import org.jspecify.annotations.NullMarked;
