/// The terminal of `phalanx top`, and nothing else: whole screens out, keys in.
@NullMarked
package io.phalanx.coordinator.top.screen;

import org.jspecify.annotations.NullMarked;
