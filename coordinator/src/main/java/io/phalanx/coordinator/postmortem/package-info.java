/// What is kept of workers that were lost: when, how, what they were doing, and what they said
/// last.
@NullMarked
package io.phalanx.coordinator.postmortem;

import org.jspecify.annotations.NullMarked;
