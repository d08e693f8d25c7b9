/// Looks at what a cluster needs of its host and its directory, and says what is wrong with it.
@NullMarked
package io.phalanx.coordinator.doctor;

import org.jspecify.annotations.NullMarked;
