/// Tasks of a program beside each other on its threads, in order of their priority.
@NullMarked
package io.phalanx.coordinator.api.pool;

import org.jspecify.annotations.NullMarked;
