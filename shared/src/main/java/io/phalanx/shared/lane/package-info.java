/// Lanes of the message bus: what a client or a worker and the coordinator hear each other through,
/// as fast as either can and on a bounded part of the disk.
@NullMarked
package io.phalanx.shared.lane;

import org.jspecify.annotations.NullMarked;
