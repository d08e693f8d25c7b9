/// Downloads from the web: by priority, each address once for all who ask, through a cache, and
/// with limits on everything. What a Java program uses is [Downloader].
@NullMarked
package io.phalanx.coordinator.download;

import org.jspecify.annotations.NullMarked;
