/// The contracts of pure arithmetic: what an operation is, and the family of kernels that compute
/// it.
@NullMarked
package io.phalanx.shared.kernel;

import org.jspecify.annotations.NullMarked;
