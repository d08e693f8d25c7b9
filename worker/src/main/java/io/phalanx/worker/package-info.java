/// A worker process: takes orders from its inbox, runs tiles, reports events.
@NullMarked
package io.phalanx.worker;

import org.jspecify.annotations.NullMarked;
