/// Tests of matrix product and transpose against their scalar twins.
@NullMarked
package io.phalanx.shared.kernel.linear;

import org.jspecify.annotations.NullMarked;
