/// Reads the logs that the processes of a cluster write: their ends, merged, and as they grow.
@NullMarked
package io.phalanx.coordinator.logs;

import org.jspecify.annotations.NullMarked;
