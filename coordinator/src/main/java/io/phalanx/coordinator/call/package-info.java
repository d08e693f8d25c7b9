/// Commands served by a cluster that is running already: a caller that is little more than a socket
/// hands its command line over and prints what comes back.
@NullMarked
package io.phalanx.coordinator.call;

import org.jspecify.annotations.NullMarked;
