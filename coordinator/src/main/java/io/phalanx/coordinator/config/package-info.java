/// What a user can set, where it may be said, and which word counts.
@NullMarked
package io.phalanx.coordinator.config;

import org.jspecify.annotations.NullMarked;
