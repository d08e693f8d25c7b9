/// Fixtures that tests of every module share: a bridge to real NumPy.
@NullMarked
package io.phalanx.shared.testing;

import org.jspecify.annotations.NullMarked;
