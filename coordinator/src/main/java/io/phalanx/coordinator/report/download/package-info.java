/// What the downloader tells people and programs: progress, a table, JSON.
@NullMarked
package io.phalanx.coordinator.report.download;

import org.jspecify.annotations.NullMarked;
