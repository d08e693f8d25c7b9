/// What people and programs read: tables, progress, JSON.
@NullMarked
package io.phalanx.coordinator.report;

import org.jspecify.annotations.NullMarked;
