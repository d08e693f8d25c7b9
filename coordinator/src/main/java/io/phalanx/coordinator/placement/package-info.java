/// Which worker runs on which core: the host's cores, the choice among them, and who else has some.
@NullMarked
package io.phalanx.coordinator.placement;

import org.jspecify.annotations.NullMarked;
