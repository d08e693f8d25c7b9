package io.phalanx.coordinator.doctor;

import java.nio.file.Path;

/// Something in a cluster directory that nobody needs any more, or that looks like it.
///
/// @param path a file, or a folder with all that it holds
/// @param bytes its size
/// @param why what it is; for one that is kept, why
public record Leftover(Path path, long bytes, String why) {}
