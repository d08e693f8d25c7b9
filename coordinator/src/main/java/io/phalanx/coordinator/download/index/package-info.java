/// The index of the download cache: what is in it, how large, when last used. The only room that
/// knows Chronicle Map.
@NullMarked
package io.phalanx.coordinator.download.index;

import org.jspecify.annotations.NullMarked;
