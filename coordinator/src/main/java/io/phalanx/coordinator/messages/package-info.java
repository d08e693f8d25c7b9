/// The message bus at the coordinator: writes messages down, gives them to workers as these have
/// room, and again to others when a worker dies, until each is acknowledged.
@NullMarked
package io.phalanx.coordinator.messages;

import org.jspecify.annotations.NullMarked;
