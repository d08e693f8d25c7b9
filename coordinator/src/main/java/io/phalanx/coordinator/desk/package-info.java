/// What the desks have in common that answer clients: for tasks and for messages.
@NullMarked
package io.phalanx.coordinator.desk;

import org.jspecify.annotations.NullMarked;
