/// Checks a job's output against a serial run of the scalar kernels.
@NullMarked
package io.phalanx.coordinator.verify;

import org.jspecify.annotations.NullMarked;
