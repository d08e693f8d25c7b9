/// What a Java program uses: a cluster, its client, its jobs.
@NullMarked
package io.phalanx.coordinator.api;

import org.jspecify.annotations.NullMarked;
