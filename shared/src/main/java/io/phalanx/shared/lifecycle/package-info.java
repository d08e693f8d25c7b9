/// How a process of the cluster fails, logs and ends.
@NullMarked
package io.phalanx.shared.lifecycle;

import org.jspecify.annotations.NullMarked;
