/// What is downloaded: a body, received into a file nobody sees until it is whole, its hash, and
/// what kind of image it is.
@NullMarked
package io.phalanx.coordinator.download.body;

import org.jspecify.annotations.NullMarked;
