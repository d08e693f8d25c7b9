package io.phalanx.coordinator.report.chart;

import io.phalanx.coordinator.tune.Measured;
import io.phalanx.coordinator.tune.MedianInterval;
import io.phalanx.coordinator.tune.TunePoint;
import io.phalanx.coordinator.tune.TuneReport;
import io.phalanx.shared.lifecycle.PhalanxException;
import io.phalanx.shared.lifecycle.PhalanxException.Category;
import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/// A sweep as a picture: rate over workers, with the spread of each point, beside the line of cores
/// that lose nothing and that of what memory allows.
public final class TuneChart {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 560;
  private static final float LINE_WIDTH = 1.5f;
  private static final float[] DASHES = {6, 4};
  private static final Color IDEAL = new Color(0x88, 0x88, 0x88);
  private static final Color LIMIT = new Color(0xC0, 0x39, 0x2B);

  private TuneChart() {}

  /// The file, if a picture can be drawn into one of that name.
  ///
  /// @throws IllegalArgumentException if its name ends neither in .png nor in .svg
  public static Path requireFormat(Path file) {
    String name = name(file);
    if (!name.endsWith(".png") && !name.endsWith(".svg")) {
      throw new IllegalArgumentException(
          "no format of a chart: chart=" + file + ", known=.png, .svg");
    }
    return file;
  }

  /// Draws into a file, in place of any that has the name.
  ///
  /// @throws IOException if it cannot be written
  /// @throws PhalanxException if this JVM has no fonts
  public static void draw(TuneReport report, Path file) throws IOException {
    System.setProperty("java.awt.headless", "true");
    try (OutputStream out = Files.newOutputStream(file)) {
      XYChart chart = chart(report);
      if (name(file).endsWith(".png")) {
        BitmapEncoder.saveBitmap(chart, out, BitmapEncoder.BitmapFormat.PNG);
      } else {
        VectorGraphicsEncoder.saveVectorGraphic(
            chart, out, VectorGraphicsEncoder.VectorGraphicsFormat.SVG);
      }
    } catch (LinkageError | InternalError e) {
      throw new PhalanxException(
          Category.JOB,
          "cannot draw: chart="
              + file
              + ", cause="
              + e
              + "; install fontconfig and a font, such as Debian's fonts-dejavu-core",
          e);
    }
  }

  private static String name(Path file) {
    return file.toString().toLowerCase(Locale.ROOT);
  }

  private static XYChart chart(TuneReport report) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(report.title() + ", " + report.cores() + " cores")
            .xAxisTitle("workers")
            .yAxisTitle(report.rateUnit())
            .build();
    chart
        .getStyler()
        .setYAxisMin(0.0)
        .setLegendPosition(Styler.LegendPosition.OutsideE)
        .setChartBackgroundColor(Color.WHITE)
        .setAntiAlias(true);
    series(report).forEach((name, points) -> add(chart, report, name, points));
    addIdeal(chart, report);
    addLimit(chart, report);
    return chart;
  }

  /// The points that are joined by a line: one for pinned and one for not, and for each size of
  /// tiles.
  private static Map<String, List<Measured>> series(TuneReport report) {
    Map<String, List<Measured>> series = new LinkedHashMap<>();
    for (Measured one : report.points()) {
      TunePoint point = one.point();
      String name = (point.pinned() ? "pinned" : "not pinned") + point.tileLabel();
      series.computeIfAbsent(name, n -> new ArrayList<>()).add(one);
    }
    return series;
  }

  private static void add(XYChart chart, TuneReport report, String name, List<Measured> points) {
    List<Double> workers = new ArrayList<>();
    List<Double> rates = new ArrayList<>();
    List<Double> spreads = new ArrayList<>();
    for (Measured one : points) {
      double rate = report.rate(one);
      MedianInterval seconds = one.seconds();
      workers.add((double) one.point().workers());
      rates.add(rate);
      spreads.add(rate * seconds.spread());
    }
    XYSeries series = chart.addSeries(name, workers, rates, spreads);
    series.setMarker(SeriesMarkers.CIRCLE);
  }

  private static void addIdeal(XYChart chart, TuneReport report) {
    Measured base = report.base();
    double fewest = base.point().workers();
    double most = Math.max(fewest, Math.min(report.cores(), most(report)));
    double rate = report.rate(base);
    line(chart, "ideal", IDEAL, List.of(fewest, most), List.of(rate, rate * most / fewest));
  }

  private static void addLimit(XYChart chart, TuneReport report) {
    report
        .limitRate()
        .ifPresent(height -> {
          double fewest = report.base().point().workers();
          line(
              chart,
              "limit of memory",
              LIMIT,
              List.of(fewest, Math.max(fewest + 1, most(report))),
              List.of(height, height));
        });
  }

  private static void line(
      XYChart chart, String name, Color colour, List<Double> x, List<Double> y) {
    XYSeries series = chart.addSeries(name, x, y);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(colour);
    series.setLineStyle(
        new BasicStroke(LINE_WIDTH, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, DASHES, 0));
  }

  private static double most(TuneReport report) {
    return report.points().stream().mapToInt(one -> one.point().workers()).max().orElse(1);
  }
}
