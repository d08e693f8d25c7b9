/// Operations that make matrices: constants, and random numbers that depend on seed, row and column
/// alone.
@NullMarked
package io.phalanx.shared.kernel.random;

import org.jspecify.annotations.NullMarked;
