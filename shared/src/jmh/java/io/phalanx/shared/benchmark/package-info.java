/// JMH benchmarks of the kernels, built and run by the Maven profile `jmh` alone.
@NullMarked
package io.phalanx.shared.benchmark;

import org.jspecify.annotations.NullMarked;
