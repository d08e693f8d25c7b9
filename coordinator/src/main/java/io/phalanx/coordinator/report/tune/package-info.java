/// What a sweep over numbers of workers has found, as text and as JSON.
@NullMarked
package io.phalanx.coordinator.report.tune;

import org.jspecify.annotations.NullMarked;
