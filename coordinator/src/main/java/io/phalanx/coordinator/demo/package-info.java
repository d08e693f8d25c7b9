/// What demonstrations need beside the product itself.
@NullMarked
package io.phalanx.coordinator.demo;

import org.jspecify.annotations.NullMarked;
