/// The command line: one class per command.
@NullMarked
package io.phalanx.coordinator.cli;

import org.jspecify.annotations.NullMarked;
