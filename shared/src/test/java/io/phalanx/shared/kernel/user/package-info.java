/// What users write operations with, against plain loops.
@NullMarked
package io.phalanx.shared.kernel.user;

import org.jspecify.annotations.NullMarked;
