/// Messages: what a user writes to have workers act on what comes over the bus.
@NullMarked
package io.phalanx.shared.message;

import org.jspecify.annotations.NullMarked;
