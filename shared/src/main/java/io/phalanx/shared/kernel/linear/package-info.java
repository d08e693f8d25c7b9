/// Matrix product and transpose.
@NullMarked
package io.phalanx.shared.kernel.linear;

import org.jspecify.annotations.NullMarked;
