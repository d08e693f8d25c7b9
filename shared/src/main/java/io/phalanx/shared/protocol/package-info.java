/// The messages: what coordinator, workers and clients say to each other, and its bytes; how they
/// travel is another room's concern.
@NullMarked
package io.phalanx.shared.protocol;

import org.jspecify.annotations.NullMarked;
