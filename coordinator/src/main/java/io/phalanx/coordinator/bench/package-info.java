/// The benchmark: this project's operations beside their peers and the machine's limit, in rounds.
@NullMarked
package io.phalanx.coordinator.bench;

import org.jspecify.annotations.NullMarked;
