package io.phalanx.coordinator.download.body;

import org.jspecify.annotations.Nullable;

/// What is known of a whole body.
///
/// @param hash SHA-256 of its bytes
/// @param bytes its length
/// @param type what the server calls it, such as `image/png`; empty if it does not say
/// @param image what its header says; null if it is no image
public record Content(Hash hash, long bytes, String type, @Nullable ImageSize image) {}
