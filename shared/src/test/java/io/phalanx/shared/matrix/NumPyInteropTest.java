package io.phalanx.shared.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.phalanx.shared.testing.NumPy;
import io.phalanx.shared.testing.NumPySession;
import io.phalanx.shared.testing.OddNames;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What NumPy writes we read, what we write NumPy reads, and both see each other's stores.
class NumPyInteropTest {
  private final NumPy numPy = NumPy.required();

  @TempDir private Path root;
  private Path directory;

  @BeforeEach
  void nameDirectoryOddly() throws IOException {
    directory = Files.createDirectory(root.resolve(OddNames.of("a")));
  }

  @Test
  void shouldReadWhatNumPySavesInEveryTypeShapeAndVersion() throws IOException {
    String expected =
        numPy.run(
            """
            import hashlib
            shapes = [(0,), (7,), (0, 3), (3, 0), (1, 1), (1, 5), (5, 1), (33, 17)]
            number = 0
            for dtype in ["float64", "float32", "int64", "int32", "uint8"]:
                for shape in shapes:
                    for version in [None, (1, 0), (2, 0), (3, 0)]:
                        count = int(numpy.prod(shape))
                        a = (numpy.arange(count) * 7.25 - 3).astype(dtype).reshape(shape)
                        path = os.path.join(sys.argv[1], "%03d.npy" % number)
                        number += 1
                        with open(path, "wb") as file:
                            numpy.lib.format.write_array(file, a, version=version)
                        last = repr(float(a.flat[-1])) if count else "none"
                        cols = shape[1] if len(shape) == 2 else 1
                        print(dtype, shape[0], cols, hashlib.sha256(a.tobytes()).hexdigest(), last)
            """,
            directory);
    List<String> read = new ArrayList<>();
    for (Path file : files()) {
      read.add(reading(file));
    }

    assertThat(read).hasSize(5 * 8 * 4).isEqualTo(expected.lines().toList());
  }

  @Test
  void shouldWriteWhatNumPyLoadsInEveryType() {
    StringBuilder expected = new StringBuilder();
    for (DType dtype : DType.values()) {
      try (NewMatrix made = NewMatrix.create(file(dtype.label()), dtype, 5, 3)) {
        for (long i = 0; i < made.grid().memory().byteSize(); i++) {
          made.grid().memory().set(ValueLayout.JAVA_BYTE, i, (byte) (i * 37));
        }
        made.commit();
        expected.append(dtype.label()).append(" (5, 3) 4096 True ");
        expected.append(Checksum.sha256(made.grid())).append('\n');
      }
    }
    String loaded =
        numPy.run(
            """
            import hashlib
            for name in ["float64", "float32", "int64", "int32", "uint8"]:
                a = numpy.load(os.path.join(sys.argv[1], name + ".npy"), mmap_mode="r")
                digest = hashlib.sha256(a.tobytes()).hexdigest()
                print(a.dtype, a.shape, a.offset, a.flags.c_contiguous, digest)
            """,
            directory);

    assertThat(loaded + "\n").isEqualTo(expected.toString());
  }

  @Test
  void shouldWriteEmptyMatricesThatNumPyLoads() {
    for (long[] shape : new long[][] {{0, 0}, {0, 5}, {5, 0}}) {
      try (NewMatrix made =
          NewMatrix.create(file(shape[0] + "x" + shape[1]), DType.FLOAT32, shape[0], shape[1])) {
        made.commit();
      }
    }
    String shapes =
        numPy.run(
            """
            for name in ["0x0", "0x5", "5x0"]:
                print(numpy.load(os.path.join(sys.argv[1], name + ".npy")).shape)
            """,
            directory);

    assertThat(shapes).isEqualTo("(0, 0)\n(0, 5)\n(5, 0)");
  }

  @Test
  void shouldSeeEachOthersStoresWhileBothMapTheFile() {
    Path file = file("live");
    try (NewMatrix made = NewMatrix.create(file, DType.FLOAT64, 1000, 1000)) {
      made.commit();
      try (NumPySession python =
          numPy.start(
              """
              a = numpy.load(sys.argv[1], mmap_mode="r+")
              print("ready")
              for line in sys.stdin:
                  row, col, value = line.split()
                  print(repr(float(a[int(row), int(col)])))
                  a[int(row), int(col)] = float(value)
                  print("stored")
              """,
              file)) {
        assertThat(python.readLine()).isEqualTo("ready");
        for (int i = 0; i < 20; i++) {
          long element = (long) i * 52_583;
          made.grid().memory().set(Elements.FLOAT64, 8 * element, i + 0.5);
          python.send(element / 1000 + " " + element % 1000 + " " + (-1 - i));

          assertThat(python.readLine()).isEqualTo((i + 0.5) + "");
          assertThat(python.readLine()).isEqualTo("stored");
          assertThat(made.matrix().get(element / 1000, element % 1000)).isEqualTo(-1 - i);
        }
        assertThat(python.finish()).isEmpty();
      }
    }
  }

  @Test
  void shouldGiveConversionsThatWork() throws IOException {
    numPy.run(
        """
        a = numpy.arange(12.0).reshape(3, 4)
        record = numpy.zeros(3, dtype=[("x y", "<f4"), ("n", "<i8", (2,))])
        record["x y"] = [1, 2, 3]
        cases = [
            a.astype(">f8"), a.astype(">f4"), a.astype(">i8"), a.astype(">i4"),
            numpy.asfortranarray(a), numpy.asfortranarray(a.astype(">f8")),
            a.astype("<c16"), a.astype(">c8"), a.astype("f2"), a.astype("longdouble"),
            a > 5, a.astype("i1"), a.astype("<i2"), a.astype("<u2"), a.astype(">u4"),
            a.astype("u8"), a.astype(object), a.astype("U8"), a.astype("S8"), record,
            a.astype("i8").astype("<M8[s]"), a.astype("i8").astype("<m8[D]"),
            a.reshape(3, 2, 2), numpy.asfortranarray(a.astype(">i2").reshape(3, 2, 2)),
            numpy.array(5.0), numpy.zeros((0, 3, 2), "f2"), numpy.array(True),
        ]
        for number, case in enumerate(cases):
            numpy.save(os.path.join(sys.argv[1], "%03d.npy" % number), case)
        numpy.savez(os.path.join(sys.argv[1], "100.npz"), a=a)
        numpy.savez_compressed(os.path.join(sys.argv[1], "101.npz"), a)
        numpy.savetxt(os.path.join(sys.argv[1], "102.csv"), a, delimiter=",")
        """,
        directory);
    List<String> script = new ArrayList<>();
    for (Path file : files()) {
      script.add(conversion(file));
    }
    numPy.run(String.join("\n", script));
    List<Path> converted =
        files().stream().filter(file -> String.valueOf(file.getFileName()).contains("-")).toList();

    assertThat(converted).hasSize(27 + 3);
    for (Path file : converted) {
      NpyHeader header = NpyHeader.read(file);
      assertThat(header.rows() * header.cols()).as(file.toString()).isIn(0L, 1L, 3L, 12L);
    }
    assertThat(reading(file("005-le"))).startsWith("float64 3 4 ").endsWith("11.0");
    assertThat(reading(file("019-float64"))).endsWith(" 3.0");
  }

  private static String conversion(Path file) {
    MatrixFormatException refused =
        catchThrowableOfType(MatrixFormatException.class, () -> NpyHeader.read(file));
    assertThat(refused).as(file.toString()).isNotNull();
    return String.valueOf(refused.getMessage())
        .replaceFirst(".*convert it in Python: ", "")
        .replaceFirst(" \\(only if you trust.*", "");
  }

  private static String reading(Path file) {
    try (SharedMatrix matrix = SharedMatrix.open(file, Access.READ)) {
      Grid grid = matrix.grid();
      String last =
          grid.elements() == 0
              ? "none"
              : String.valueOf(matrix.get(grid.rows() - 1, grid.cols() - 1));
      String shape = grid.rows() + " " + grid.cols();
      return grid.dtype().label() + " " + shape + " " + Checksum.sha256(grid) + " " + last;
    }
  }

  private Path file(String name) {
    return directory.resolve(name + ".npy");
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }
}
