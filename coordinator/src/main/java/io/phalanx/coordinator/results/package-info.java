/// What came of tasks, found by id: a Chronicle Map, which the coordinator alone opens, since a
/// process that is killed while it uses the map leaves its locks to all others.
@NullMarked
package io.phalanx.coordinator.results;

import org.jspecify.annotations.NullMarked;
