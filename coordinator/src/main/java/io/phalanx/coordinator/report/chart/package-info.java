/// Charts as files, by XChart.
@NullMarked
package io.phalanx.coordinator.report.chart;

import org.jspecify.annotations.NullMarked;
