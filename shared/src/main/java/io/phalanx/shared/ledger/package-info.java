/// The mapped tile ledger of a job phase: who works on which tile, and what is done.
@NullMarked
package io.phalanx.shared.ledger;

import org.jspecify.annotations.NullMarked;
