/// Operations on every row by itself, and on every element with the statistics of its column.
@NullMarked
package io.phalanx.shared.kernel.rows;

import org.jspecify.annotations.NullMarked;
