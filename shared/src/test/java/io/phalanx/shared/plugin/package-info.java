/// Jars of user kernels, good and bad.
@NullMarked
package io.phalanx.shared.plugin;

import org.jspecify.annotations.NullMarked;
