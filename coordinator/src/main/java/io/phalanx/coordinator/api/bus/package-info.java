/// The message bus, as a Java program uses it.
@NullMarked
package io.phalanx.coordinator.api.bus;

import org.jspecify.annotations.NullMarked;
