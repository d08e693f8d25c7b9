/// Operations on every element by itself, of one or two inputs.
///
/// One loop serves every lane function of its shape, as a template whose class file is defined once
/// per function (see `LoopClass`).
@NullMarked
package io.phalanx.shared.kernel.elementwise;

import org.jspecify.annotations.NullMarked;
