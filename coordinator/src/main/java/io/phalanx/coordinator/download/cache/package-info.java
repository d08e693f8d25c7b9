/// The cache of downloads: bodies by their hash, a small description beside each address, and the
/// rules of HTTP on what may be kept and for how long (RFC 9111).
@NullMarked
package io.phalanx.coordinator.download.cache;

import org.jspecify.annotations.NullMarked;
