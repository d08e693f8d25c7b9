/// Drives the distribution through the scripts users run.
@NullMarked
package io.phalanx.scripts;

import org.jspecify.annotations.NullMarked;
