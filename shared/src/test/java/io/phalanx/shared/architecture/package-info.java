/// The rules of the house that a compiler does not know: which room may use what.
@NullMarked
package io.phalanx.shared.architecture;

import org.jspecify.annotations.NullMarked;
