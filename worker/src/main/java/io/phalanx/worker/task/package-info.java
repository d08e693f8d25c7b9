/// What runs tasks in a worker, on a thread of its own beside the tiles of jobs: at most one task
/// at a time, for as long as it takes. Neither goes first: the operating system shares the core
/// between a task and a tile, so that a long task never holds up a job, nor a job a task.
@NullMarked
package io.phalanx.worker.task;

import org.jspecify.annotations.NullMarked;
