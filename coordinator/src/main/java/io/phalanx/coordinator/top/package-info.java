/// What `phalanx top` shows: looks at a cluster, the figures drawn from them, and the lines of a
/// screen; no terminal.
@NullMarked
package io.phalanx.coordinator.top;

import org.jspecify.annotations.NullMarked;
