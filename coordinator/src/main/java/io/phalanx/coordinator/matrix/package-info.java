/// Work on whole matrix files in this process alone, without a cluster.
@NullMarked
package io.phalanx.coordinator.matrix;

import org.jspecify.annotations.NullMarked;
