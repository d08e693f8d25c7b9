/// User kernels: what a jar must be, its classes in this process, and the operations it brings.
@NullMarked
package io.phalanx.shared.plugin;

import org.jspecify.annotations.NullMarked;
