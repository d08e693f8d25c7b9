/// Mapped counters through which every process sees what the others do, without a message.
@NullMarked
package io.phalanx.shared.counters;

import org.jspecify.annotations.NullMarked;
