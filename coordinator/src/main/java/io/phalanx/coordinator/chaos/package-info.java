/// Harms a real cluster at random while it works, and checks what comes out.
@NullMarked
package io.phalanx.coordinator.chaos;

import org.jspecify.annotations.NullMarked;
