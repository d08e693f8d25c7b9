package io.phalanx.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import io.phalanx.shared.kernel.vector.ExactMaths;
import io.phalanx.shared.testing.NumPy;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The first command of the README, on a file that NumPy saved, against exact arithmetic.
class AccuracyIT {
  private static final double ULP_MAX = 2.5;

  /// Beyond, e^x is below half of the least float64 above zero.
  private static final double LEAST = -745.2;

  /// Beyond, 1 - e^-x is 1 to far more digits than a float64 has.
  private static final double ALL_BUT_ONE = 100;

  private static final String DIGEST =
      """
      import hashlib
      print(hashlib.sha256(numpy.load(sys.argv[1]).tobytes()).hexdigest())
      """;

  @TempDir private Path root;

  @Test
  void shouldComeWithinTwoAndAHalfUnitsInTheLastPlaceOfTheExactSigmoid() throws Exception {
    NumPy numPy = NumPy.required();
    try (Phalanx phalanx = Phalanx.in(root)) {
      Path input = phalanx.file("in.npy");
      Path output = phalanx.file("out.npy");
      numPy.run(
          """
          rng = numpy.random.default_rng(2)
          signs = rng.choice([-1.0, 1.0], 50000)
          a = [signs * numpy.exp2(rng.uniform(-1074, 1024, 50000)), rng.uniform(-750, 750, 50000)]
          numpy.save(sys.argv[1], numpy.concatenate(a).reshape(1000, 100))
          """,
          input);

      phalanx.succeed("run", "sigmoid", input, "--out", output);

      double[] x = Matrices.read(input);
      double[] y = Matrices.read(output);
      double[] ulps = new double[x.length];
      Arrays.parallelSetAll(ulps, index -> ExactMaths.ulps(y[index], sigmoid(x[index])));
      assertThat(ulps).hasSize(100_000);
      assertThat(IntStream.range(0, ulps.length).filter(index -> ulps[index] > ULP_MAX).boxed())
          .as("indices of x that are more than %s ulp off", ULP_MAX)
          .isEmpty();
      assertThat(numPy.run(DIGEST, output)).isEqualTo(Matrices.checksum(output));
    }
  }

  private static BigDecimal sigmoid(double x) {
    if (x < LEAST) {
      return BigDecimal.ZERO;
    }
    return x > ALL_BUT_ONE ? BigDecimal.ONE : ExactMaths.sigmoid(new BigDecimal(x));
  }
}
