/// Jobs: what was asked, how it is planned into phases, how it runs, and what is kept of it.
@NullMarked
package io.phalanx.coordinator.jobs;

import org.jspecify.annotations.NullMarked;
