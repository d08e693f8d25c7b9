/// Matrix files: NumPy's `.npy` format, mapped into memory, and how its elements are cut into
/// tiles.
@NullMarked
package io.phalanx.shared.matrix;

import org.jspecify.annotations.NullMarked;
