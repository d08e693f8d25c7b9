/// What takes messages of the bus in a worker, on a thread of its own beside the tiles of jobs and
/// the tasks: one message at a time, in the order in which they come.
@NullMarked
package io.phalanx.worker.message;

import org.jspecify.annotations.NullMarked;
