/// The settings every process of a cluster shares, and where each file of a cluster lives.
@NullMarked
package io.phalanx.shared.config;

import org.jspecify.annotations.NullMarked;
