package io.phalanx.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.phalanx.shared.testing.NumPy;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What NumPy says about the same files.
class MatrixNumPyTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @Test
  void shouldMakeUniformNumbersOfNumPysPhilox() {
    Path file = folder.resolve("u.npy");
    CliRun.of("matrix", "create", file, "--shape", "5x131", "--fill", "uniform", "--seed", 7);

    String same =
        NumPy.required()
            .run(
                """
                a = numpy.load(sys.argv[1])
                rows = [numpy.random.Generator(numpy.random.Philox(key=7 + (row << 64))).uniform(size=131)
                        for row in range(5)]
                print(a.tobytes() == numpy.array(rows).tobytes())
                """,
                file);

    assertThat(same).isEqualTo("True");
  }

  @Test
  void shouldAgreeWithHashlibOnChecksum() {
    Path file = folder.resolve("r.npy");
    Path saved = folder.resolve("saved.npy");
    CliRun.of("matrix", "create", file, "--shape", "300x500", "--fill", "randn");

    String digest =
        NumPy.required()
            .run(
                """
                import hashlib
                a = numpy.load(sys.argv[1])
                numpy.save(sys.argv[2], a)
                print(hashlib.sha256(a.tobytes()).hexdigest())
                """,
                file,
                saved);

    CliRun run = CliRun.of("matrix", "checksum", file, saved);
    assertThat(run.out()).isEqualTo(digest + "  " + file + "\n" + digest + "  " + saved + "\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<f8", "<f4", "<i8", "<i4", "|u1"})
  void shouldDescribeEveryTypeAsNumPyDoes(String dtype) throws IOException {
    Path file = folder.resolve("d.npy");
    String figures =
        NumPy.required()
            .run(
                """
                a = (numpy.arange(100000).reshape(100, 1000) % 251).astype(sys.argv[2])
                numpy.save(sys.argv[1], a)
                b = a.astype('f8')
                print('{"min": %r, "max": %r, "mean": %r, "std": %r}'
                      % tuple(map(float, (b.min(), b.max(), b.mean(), b.std()))))
                """,
                file, dtype);

    JsonNode stat = JSON.readTree(CliRun.of("matrix", "stat", file, "--json").out());

    JSON.readTree(figures)
        .properties()
        .forEach(figure -> {
          double numpy = figure.getValue().asDouble();
          assertThat(stat.get(figure.getKey()).asDouble())
              .as(figure.getKey())
              .isCloseTo(numpy, within(4 * Math.ulp(numpy)));
        });
  }
}
