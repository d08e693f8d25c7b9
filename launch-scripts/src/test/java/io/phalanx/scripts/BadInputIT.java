package io.phalanx.scripts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.phalanx.scripts.Matrices.Shape;
import io.phalanx.scripts.Script.Outcome;
import io.phalanx.shared.matrix.DType;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Bad input is refused with one line that names it, before anything is started or written.
class BadInputIT {
  private static final Shape SHAPE = new Shape(3, 4);

  @TempDir private static Path root;
  private static Phalanx phalanx;

  @BeforeAll
  static void makeFiles() throws IOException {
    phalanx = Phalanx.in(root);
    Matrices.write(file("good.npy"), DType.FLOAT64, SHAPE, index -> index);
    Matrices.write(file("float32.npy"), DType.FLOAT32, SHAPE, index -> index);
    Matrices.write(file("integers.npy"), DType.INT64, SHAPE, index -> index);
    Matrices.write(file("wide.npy"), DType.FLOAT64, new Shape(3, 5), index -> index);
    Matrices.write(file("none.npy"), DType.FLOAT64, new Shape(0, 5), index -> index);
    Files.createDirectory(file("folder"));
    Files.createSymbolicLink(file("link.npy"), Path.of("good.npy"));
    Files.copy(file("good.npy"), file("read-only.npy"));
    Files.setPosixFilePermissions(
        file("read-only.npy"), PosixFilePermissions.fromString("r--r--r--"));
    writeForeign();
    writeBroken();
  }

  /// Whole files of NumPy's that are no matrix for us.
  private static void writeForeign() throws IOException {
    write("fortran.npy", "'<f8'", "True", "(3, 4)");
    write("big-endian.npy", "'>f8'", "False", "(3, 4)");
    write("complex.npy", "'<c16'", "False", "(3, 4)");
    write("structured.npy", "[('a', '<f8'), ('b', '<i4')]", "False", "(3,)");
    write("object.npy", "'|O'", "False", "(3,)");
    write("three-dimensions.npy", "'<f8'", "False", "(2, 2, 3)");
    Files.writeString(file("text.npy"), "1.0,2.0\n3.0,4.0\n");
  }

  private static void writeBroken() throws IOException {
    byte[] good = Files.readAllBytes(file("good.npy"));
    Files.write(file("truncated-header.npy"), good);
    truncate("truncated-header.npy", 50);
    Files.write(file("truncated-data.npy"), good);
    truncate("truncated-data.npy", good.length - 1);
    Files.write(file("empty.npy"), new byte[0]);
    byte[] wrongMagic = good.clone();
    wrongMagic[0] = 'X';
    Files.write(file("wrong-magic.npy"), wrongMagic);
    write("negative.npy", "'<f8'", "False", "(-3, 4)");
    write("overflowing.npy", "'<f8'", "False", "(4294967296, 4294967296)");
    write("expression.npy", "'<f8'", "False", "(3*1, 4)");
    byte[] absurd = header(2, dict("'<f8'", "False", "(3, 4)"));
    ByteBuffer.wrap(absurd).order(ByteOrder.LITTLE_ENDIAN).putInt(8, -1);
    Files.write(file("absurd-header.npy"), absurd);
  }

  @AfterAll
  static void leaveNothing() throws Exception {
    phalanx.close();
  }

  @ParameterizedTest(name = "phalanx run {0}")
  @Execution(ExecutionMode.CONCURRENT) // nothing is written, every case is a JVM of its own
  @CsvSource(
      delimiter = ';',
      value = {
        "relu fortran.npy --out out.npy ; fortran.npy",
        "relu big-endian.npy --out out.npy ; big-endian.npy",
        "relu complex.npy --out out.npy ; complex.npy",
        "relu structured.npy --out out.npy ; structured.npy",
        "relu object.npy --out out.npy ; object.npy",
        "relu text.npy --out out.npy ; text.npy",
        "relu three-dimensions.npy --out out.npy ; three-dimensions.npy",
        "relu truncated-header.npy --out out.npy ; truncated-header.npy",
        "relu truncated-data.npy --out out.npy ; truncated-data.npy",
        "relu empty.npy --out out.npy ; empty.npy",
        "relu wrong-magic.npy --out out.npy ; wrong-magic.npy",
        "relu absurd-header.npy --out out.npy ; absurd-header.npy",
        "relu negative.npy --out out.npy ; negative.npy",
        "relu overflowing.npy --out out.npy ; overflowing.npy",
        "relu expression.npy --out out.npy ; expression.npy",
        "relu missing.npy --out out.npy ; missing.npy",
        "relu folder --out out.npy ; folder",
      })
  void shouldRefuseFilesThatAreNoMatrix(String command, String named) throws Exception {
    assertRefused(command, named);
  }

  @ParameterizedTest(name = "phalanx run {0}")
  @Execution(ExecutionMode.CONCURRENT) // nothing is written, every case is a JVM of its own
  @CsvSource(
      delimiter = ';',
      value = {
        "add good.npy wide.npy --out out.npy ; wide.npy",
        "matmul good.npy wide.npy --out out.npy ; inner dimensions differ",
        "matmul good.npy good.npy --out out.npy --param transa=maybe ; maybe",
        "matvec good.npy good.npy --out out.npy ; second input is no vector",
        "gram good.npy --in-place ; gram",
        "min none.npy ; none.npy",
        "argmax none.npy --param axis=cols ; none.npy",
        "relu good.npy wide.npy --out out.npy ; inputs=2",
        "add good.npy --out out.npy ; inputs=1",
        "relu integers.npy --in-place ; integers.npy",
        "add float32.npy good.npy --in-place ; float32.npy",
        "transpose good.npy --in-place ; transpose",
        "relu good.npy --out missing/out.npy ; missing/out.npy",
        "relu good.npy --out folder ; folder",
        "relu good.npy --out good.npy ; good.npy",
        "relu good.npy --out link.npy ; link.npy",
        "add wide.npy good.npy --out good.npy ; good.npy",
        "relu good.npy ; relu",
        "relu good.npy --out out.npy --in-place ; out.npy",
      })
  void shouldRefuseMatricesAndTargetsThatDoNotFit(String command, String named) throws Exception {
    assertRefused(command, named);
  }

  @ParameterizedTest(name = "phalanx run {0}")
  @Execution(ExecutionMode.CONCURRENT) // nothing is written, every case is a JVM of its own
  @CsvSource(
      delimiter = ';',
      value = {
        "frobnicate good.npy --out out.npy ; frobnicate",
        "relu good.npy --out out.npy --param slope=2 ; slope",
        "clip good.npy --out out.npy --param min=0 ; max",
        "clip good.npy --out out.npy --param min=2 --param max=1 ; min=2",
        "affine good.npy --out out.npy --param a=two ; two",
        "affine good.npy --out out.npy --param a ; a",
        "sum good.npy --param axis=diagonal ; diagonal",
        "sum good.npy --tile-kib 64 ; 64",
        "relu good.npy --out out.npy --tile-kib 0 ; 0",
        "relu good.npy --out out.npy --tile-kib many ; many",
        "relu good.npy --out out.npy --workers 0 ; workers=0",
        "relu good.npy --out out.npy --workers many ; many",
        "relu --shape 5by5 --out out.npy ; 5by5",
        "relu --shape -1x5 --out out.npy ; -1x5",
        "relu --shape 5x5 --dtype int8 --out out.npy ; int8",
        "relu --shape 5x5 good.npy --out out.npy ; good.npy",
        "relu good.npy --out out.npy --frobnicate ; --frobnicate",
      })
  void shouldRefuseValuesThatCannotBe(String command, String named) throws Exception {
    assertRefused(command, named);
  }

  @Test
  void shouldRefuseToOverwriteAFileThatIsReadOnly() throws Exception {
    assumeFalse(Files.isWritable(file("read-only.npy")), "root may write every file");

    assertRefused("relu read-only.npy --in-place", "read-only.npy");
  }

  private static void assertRefused(String command, String named) throws Exception {
    Map<Path, Long> before = sizes();

    Outcome outcome = phalanx.script("run", (Object[]) command.split(" ")).in(file("")).run();

    assertThat(outcome.err()).as("stderr").hasLineCount(1).startsWith("phalanx: ").contains(named);
    assertThat(outcome.exit()).as("exit").isEqualTo(2);
    assertThat(outcome.out()).as("stdout").isEmpty();
    assertThat(sizes()).as("files").isEqualTo(before);
  }

  /// What lies in the user's folder, the cluster directory included.
  private static Map<Path, Long> sizes() throws IOException {
    Map<Path, Long> sizes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(file(""))) {
      for (Path file : (Iterable<Path>) files::iterator) {
        sizes.put(file, Files.isRegularFile(file) ? Files.size(file) : 0);
      }
    }
    return sizes;
  }

  private static Path file(String name) {
    return phalanx.file(name);
  }

  private static void write(String name, String descr, String fortranOrder, String shape)
      throws IOException {
    Files.write(file(name), header(1, dict(descr, fortranOrder, shape)));
    truncate(name, 4096);
  }

  private static void truncate(String name, long bytes) throws IOException {
    try (var file = new RandomAccessFile(file(name).toFile(), "rw")) {
      file.setLength(bytes);
    }
  }

  private static String dict(String descr, String fortranOrder, String shape) {
    String dict =
        "{'descr': " + descr + ", 'fortran_order': " + fortranOrder + ", 'shape': " + shape + ", }";
    return dict + " ".repeat(117 - dict.length()) + "\n";
  }

  private static byte[] header(int version, String dict) {
    byte[] text = dict.getBytes(StandardCharsets.ISO_8859_1);
    int lengthBytes = version == 1 ? 2 : 4;
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + lengthBytes + text.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
    if (version == 1) {
      bytes.putShort((short) text.length);
    } else {
      bytes.putInt(text.length);
    }
    return bytes.put(text).array();
  }
}
