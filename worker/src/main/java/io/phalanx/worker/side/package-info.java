/// Threads of a worker beside its own, each there once somebody wants what it does, so that workers
/// of whom nobody does start as fast as they can.
@NullMarked
package io.phalanx.worker.side;

import org.jspecify.annotations.NullMarked;
