package io.phalanx.coordinator.report.download;

import io.phalanx.coordinator.download.DownloadRequest;
import io.phalanx.coordinator.download.DownloadResult;
import org.jspecify.annotations.Nullable;

/// How one download ended.
///
/// @param request what was asked for
/// @param result the file; null if it failed
/// @param error why it failed; empty if it did not
public record DownloadEnd(DownloadRequest request, @Nullable DownloadResult result, String error) {}
