/// Reductions: many elements to one number, with the same bits on every machine and for every
/// number of workers.
@NullMarked
package io.phalanx.shared.kernel.reduction;

import org.jspecify.annotations.NullMarked;
