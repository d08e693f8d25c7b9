package io.phalanx.coordinator.report.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.phalanx.coordinator.tune.Points;
import io.phalanx.coordinator.tune.TuneReport;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TuneChartTest {
  @TempDir private Path folder;

  private final TuneReport report =
      Points.report(
          List.of(
              Points.steady(1, false, 0.5),
              Points.steady(1, true, 0.48),
              Points.steady(2, false, 0.27),
              Points.steady(2, true, 0.25)),
          2,
          5e9);

  @Test
  void shouldDrawAPicture() throws IOException {
    Path file = folder.resolve("a chart.PNG");

    TuneChart.draw(report, TuneChart.requireFormat(file));

    BufferedImage image = ImageIO.read(file.toFile());
    assertThat(image.getWidth()).isEqualTo(900);
    assertThat(image.getRGB(2, 2) & 0xFFFFFF).as("of the background").isEqualTo(0xFFFFFF);
  }

  @Test
  void shouldDrawTheLineOfMemoryIntoSvg() throws IOException {
    Path file = folder.resolve("chart.svg");

    TuneChart.draw(report, TuneChart.requireFormat(file));

    assertThat(Files.readString(file))
        .startsWith("<?xml")
        .containsPattern("stroke:rgb\\(192,57,43\\).*stroke-dasharray")
        .contains("<svg", "</svg>");
  }

  @Test
  void shouldRefuseOtherFormats() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TuneChart.requireFormat(Path.of("chart.pdf")))
        .withMessageContaining(".png, .svg");
  }
}
