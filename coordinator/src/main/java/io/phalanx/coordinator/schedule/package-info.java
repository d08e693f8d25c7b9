/// Who works on what. Pure: no clock, file, queue or log.
@NullMarked
package io.phalanx.coordinator.schedule;

import org.jspecify.annotations.NullMarked;
