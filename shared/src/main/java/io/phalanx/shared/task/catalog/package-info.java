/// The tasks that every cluster has.
@NullMarked
package io.phalanx.shared.task.catalog;

import org.jspecify.annotations.NullMarked;
