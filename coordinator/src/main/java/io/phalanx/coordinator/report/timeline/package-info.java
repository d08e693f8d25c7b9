/// Where the time of a job went, for people: as a trace for a viewer and as a page.
@NullMarked
package io.phalanx.coordinator.report.timeline;

import org.jspecify.annotations.NullMarked;
