package io.phalanx.shared.matrix;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.phalanx.shared.testing.NumPy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Damages good files at random, by a fixed seed: each is refused, or read as what it says.
class NpyMutationTest {
  private static final List<DType> DTYPES = List.of(DType.values());
  private static final long SEED = 20260101;
  private static final int MUTANTS = 12_000;
  private static final int MUTANTS_FOR_NUMPY = 3_000;

  @TempDir private Path directory;

  @Test
  @Timeout(10)
  void shouldRefuseOrReadConsistentlyWhenFilesAreDamagedBySeed20260101() throws IOException {
    Random random = new Random(SEED);
    Path file = directory.resolve("x.npy");
    int accepted = 0;
    try (FileChannel channel = FileChannel.open(file, CREATE_NEW, WRITE)) {
      for (int i = 0; i < MUTANTS; i++) {
        byte[] mutant = mutant(random);
        channel.write(ByteBuffer.wrap(mutant), 0);
        channel.truncate(mutant.length);
        accepted += isReadConsistently(file, mutant) ? 1 : 0;
      }
    }
    assertThat(accepted).as("both outcomes occur").isBetween(MUTANTS / 20, MUTANTS * 19 / 20);
  }

  @Test
  void shouldReadWhatNumPyReadsWheneverADamagedFileIsAcceptedBySeed20260101() throws IOException {
    NumPy numPy = NumPy.required();
    Random random = new Random(SEED);
    List<String> ours = new ArrayList<>();
    for (int i = 0; i < MUTANTS_FOR_NUMPY; i++) {
      Path file = NpyBytes.write(directory.resolve(i + ".npy"), mutant(random));
      String reading = reading(file);
      if (reading == null) {
        Files.delete(file);
      } else {
        ours.add(i + " " + reading);
      }
    }
    String theirs =
        numPy.run(
            """
            import hashlib, warnings
            warnings.simplefilter("ignore")
            for name in sorted(os.listdir(sys.argv[1]), key=lambda n: int(n[:-4])):
                try:
                    a = numpy.load(os.path.join(sys.argv[1], name))
                    shape = a.shape if a.ndim == 2 else a.shape + (1,)
                    digest = hashlib.sha256(a.tobytes()).hexdigest()
                    print(name[:-4], a.dtype, shape[0], shape[1], digest)
                except Exception as e:
                    print(name[:-4], e)
            """,
            directory);

    assertThat(ours).hasSizeGreaterThan(100).isEqualTo(theirs.lines().toList());
  }

  private static boolean isReadConsistently(Path file, byte[] bytes) {
    NpyHeader header;
    try {
      header = NpyHeader.read(file);
    } catch (MatrixFormatException e) {
      assertThat(e.getMessage()).contains("found=").doesNotContain("\n").hasSizeLessThan(1500);
      return false;
    }
    assertThat(header.fileBytes()).isLessThanOrEqualTo(bytes.length);
    assertThat(header.dataOffset() % header.dtype().bytes()).isZero();
    try (SharedMatrix matrix = SharedMatrix.open(file, Access.READ)) {
      if (matrix.grid().elements() > 0) {
        matrix.get(header.rows() - 1, header.cols() - 1);
      }
      assertThat(matrix.grid().memory().byteSize()).isEqualTo(header.dataBytes());
    }
    return true;
  }

  private static @Nullable String reading(Path file) {
    try (SharedMatrix matrix = SharedMatrix.open(file, Access.READ)) {
      Grid grid = matrix.grid();
      String type = grid.dtype().label();
      return type + " " + grid.rows() + " " + grid.cols() + " " + Checksum.sha256(grid);
    } catch (MatrixFormatException e) {
      return null;
    }
  }

  private static byte[] mutant(Random random) {
    byte[] bytes = good(random);
    for (int times = 1 + random.nextInt(3); times > 0; times--) {
      int at = random.nextInt(random.nextBoolean() ? Math.min(bytes.length, 80) : bytes.length);
      bytes =
          switch (random.nextInt(6)) {
            case 0 -> flipped(bytes, at, 1 << random.nextInt(8));
            case 1 -> Arrays.copyOf(bytes, Math.max(1, random.nextInt(bytes.length + 64)));
            case 2 -> spliced(bytes, at, randomText(random), at);
            case 3 -> spliced(bytes, at, good(random), random.nextInt(bytes.length));
            case 4 -> spliced(bytes, at, new byte[0], Math.min(bytes.length, at + 3));
            default -> replaced(bytes, at, randomText(random));
          };
    }
    return bytes;
  }

  private static byte[] good(Random random) {
    DType dtype = DTYPES.get(random.nextInt(DTYPES.size()));
    int version = 1 + random.nextInt(3);
    boolean flat = random.nextInt(4) == 0;
    long cols = flat ? 1 : random.nextInt(5);
    NpyHeader header = new NpyHeader(dtype, random.nextInt(9), cols, flat, version, 128);
    byte[] bytes = Arrays.copyOf(header.toBytes(), (int) header.fileBytes());
    for (int i = (int) header.dataOffset(); i < bytes.length; i++) {
      bytes[i] = (byte) random.nextInt();
    }
    return bytes;
  }

  /// Some bytes, mostly such as have a meaning in a header.
  private static byte[] randomText(Random random) {
    String telling = "{}()[]<>|'\",:\\ 0123456789-LfiuTrueFalse\n\0\u00ff";
    byte[] text = new byte[random.nextInt(6)];
    for (int i = 0; i < text.length; i++) {
      text[i] = (byte) telling.charAt(random.nextInt(telling.length()));
    }
    return text;
  }

  private static byte[] flipped(byte[] bytes, int at, int bit) {
    byte[] copy = bytes.clone();
    copy[at] = (byte) (copy[at] ^ bit);
    return copy;
  }

  private static byte[] replaced(byte[] bytes, int at, byte[] by) {
    byte[] copy = bytes.clone();
    System.arraycopy(by, 0, copy, at, Math.min(by.length, copy.length - at));
    return copy;
  }

  /// The bytes up to `limit`, then `middle`, then those from `next`.
  private static byte[] spliced(byte[] bytes, int limit, byte[] middle, int next) {
    int tail = bytes.length - next;
    byte[] copy = new byte[Math.max(1, limit + middle.length + tail)];
    System.arraycopy(bytes, 0, copy, 0, limit);
    System.arraycopy(middle, 0, copy, limit, middle.length);
    System.arraycopy(bytes, next, copy, limit + middle.length, tail);
    return copy;
  }
}
