/// Finds out with how many workers, pinned or not, a job or tasks are done soonest.
@NullMarked
package io.phalanx.coordinator.tune;

import org.jspecify.annotations.NullMarked;
