/// Tests of the reductions against exact sums, scalar twins and each other.
@NullMarked
package io.phalanx.shared.kernel.reduction;

import org.jspecify.annotations.NullMarked;
