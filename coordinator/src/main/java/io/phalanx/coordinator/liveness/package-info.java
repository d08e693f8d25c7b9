/// Who is alive. Pure: the time is handed in.
@NullMarked
package io.phalanx.coordinator.liveness;

import org.jspecify.annotations.NullMarked;
