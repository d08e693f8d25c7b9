/// What multiplies matrices in a worker: OpenBLAS, loaded when the first job needs it, or the loops
/// of our own. The only room that calls the library.
@NullMarked
package io.phalanx.worker.blas;

import org.jspecify.annotations.NullMarked;
