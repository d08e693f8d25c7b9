/// What a benchmark found, as people and programs read it.
@NullMarked
package io.phalanx.coordinator.report.bench;

import org.jspecify.annotations.NullMarked;
