/// Tasks: taken in for good, offered to the workers, and brought to exactly one outcome each.
@NullMarked
package io.phalanx.coordinator.tasks;

import org.jspecify.annotations.NullMarked;
