/// What vector kernels have in common: the vector shape, the elementary functions of one vector,
/// and the conversion of integer inputs.
@NullMarked
package io.phalanx.shared.kernel.vector;

import org.jspecify.annotations.NullMarked;
