/// Tasks: what a user writes to have JSON turned into JSON by a worker process.
@NullMarked
package io.phalanx.shared.task;

import org.jspecify.annotations.NullMarked;
