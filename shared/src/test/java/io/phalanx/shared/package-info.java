/// What both sides must agree on.
@NullMarked
package io.phalanx.shared;

import org.jspecify.annotations.NullMarked;
