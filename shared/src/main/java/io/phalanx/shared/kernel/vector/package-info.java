/// What vector kernels have in common: the vector shape, the elementary functions of one vector,
/// and the conversion of elements.
///
/// A rule of speed for these functions: a method of our own is called before some 40 vector
/// operations have gone by in the loop around it. Later the compiler (its node count cut-off)
/// inlines the Vector API alone, and a vector that is handed to a method becomes an object. The
/// same holds for methods of more than 325 bytecodes.
@NullMarked
package io.phalanx.shared.kernel.vector;

import org.jspecify.annotations.NullMarked;
