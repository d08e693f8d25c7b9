/// What is known of the time of a job: its tiles, its worker processes and their ends.
@NullMarked
package io.phalanx.coordinator.jobs.trace;

import org.jspecify.annotations.NullMarked;
