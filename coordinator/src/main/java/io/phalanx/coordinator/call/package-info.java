/// Commands served by a cluster that is running already: its callers are shell scripts, which hand
/// their command line over and print what comes back, and start no JVM of their own.
@NullMarked
package io.phalanx.coordinator.call;

import org.jspecify.annotations.NullMarked;
