/// Spawns and reaps worker processes. The only room that starts any.
@NullMarked
package io.phalanx.coordinator.process;

import org.jspecify.annotations.NullMarked;
