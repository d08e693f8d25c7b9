/// The demonstration of what Python's interpreter lock costs threads, and what the JVM changes.
@NullMarked
package io.phalanx.coordinator.demo.gil;

import org.jspecify.annotations.NullMarked;
