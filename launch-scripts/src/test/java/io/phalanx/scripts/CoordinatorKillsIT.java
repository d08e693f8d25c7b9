package io.phalanx.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.phalanx.scripts.Matrices.Shape;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.protocol.JobRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The coordinator is killed again and again in the course of one job.
class CoordinatorKillsIT {
  /// How often, in the course of every build; more with `-Dphalanx.coordinatorKills=20`.
  private static final int KILLS = Integer.getInteger("phalanx.coordinatorKills", 3);

  private static final long SEED = 3;

  @TempDir private Path root;
  private Phalanx phalanx;

  @BeforeEach
  void open() throws Exception {
    phalanx = Phalanx.in(root);
  }

  @AfterEach
  void leaveNothing() {
    phalanx.close();
  }

  @Test
  void shouldEndExactlyWhenTheCoordinatorIsKilledAtRandomMoments() throws Exception {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    Path input =
        Matrices.write(
            phalanx.file("in.npy"),
            DType.FLOAT64,
            new Shape(8192, 2048),
            index -> Math.floorMod(index * 7919, 17) - 8.5);
    Path file = Files.copy(input, phalanx.file("changed.npy"));
    phalanx.start(2);
    WatchedJob job =
        WatchedJob.submit(
            phalanx,
            new JobRequest(
                "affine",
                Map.of("a", "2", "b", "1"),
                List.of(file.toString()),
                null,
                true,
                Map.of("tileKib", "4"))); // many, so that it takes long enough to be hit
    int killed = 0;
    while (killed < KILLS && job.awaitProgress()) {
      LockSupport.parkNanos(random.nextLong(20_000_000));
      phalanx.killCoordinator();
      phalanx.succeed("start", "--detach", "--workers", 2);
      killed++;
    }

    JsonNode done = phalanx.json("wait", job.id());

    assertThat(done.get("state").asText()).isEqualTo("DONE");
    assertThat(killed).isPositive();
    phalanx.succeed(
        "run",
        "affine",
        input,
        "--param",
        "a=2",
        "--param",
        "b=1",
        "--out",
        phalanx.file("whole.npy"));
    assertThat(Matrices.checksum(file)).isEqualTo(Matrices.checksum(phalanx.file("whole.npy")));
  }
}
