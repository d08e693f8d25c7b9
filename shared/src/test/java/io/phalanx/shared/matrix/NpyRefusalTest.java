package io.phalanx.shared.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every kind of bad input gets one line that names the file, what was found, and what to try.
class NpyRefusalTest {
  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void nameFileWithBlanks() throws IOException {
    file = Files.createDirectory(directory.resolve("a b")).resolve("x.npy");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "'>f8' ; big-endian float64 ('>f8') ; -le.npy ; .astype(\"<f8\")",
        "'>i4' ; big-endian int32 ('>i4') ; -le.npy ; .astype(\"<i4\")",
        "'=f8' ; float64 of unknown byte order ('=f8') ; -float64.npy ; .astype(\"<f8\")",
        "'f4' ; float32 of unknown byte order ('f4') ; -float32.npy ; .astype(\"<f4\")",
        "'<c16' ; complex128 ('<c16') ; -float64.npy ; .real.astype(\"<f8\")",
        "'<c8' ; complex64 ('<c8') ; -float32.npy ; .real.astype(\"<f4\")",
        "'<f2' ; float16 ('<f2') ; -float32.npy ; .astype(\"<f4\")",
        "'<f16' ; float128 ('<f16') ; -float64.npy ; .astype(\"<f8\")",
        "'|b1' ; bool ('|b1') ; -uint8.npy ; .astype(\"|u1\")",
        "'|i1' ; int8 ('|i1') ; -int32.npy ; .astype(\"<i4\")",
        "'<u2' ; uint16 ('<u2') ; -int32.npy ; .astype(\"<i4\")",
        "'<u4' ; uint32 ('<u4') ; -int64.npy ; .astype(\"<i8\")",
        "'<u8' ; uint64 ('<u8') ; -float64.npy ; .astype(\"<f8\")",
        "'|O' ; Python objects ('|O') ; allow_pickle=True ; only if you trust the file",
        "'<U5' ; text ('<U5') ; -float64.npy ; .astype(\"<f8\")",
        "'|S5' ; text ('|S5') ; -float64.npy ; .astype(\"<f8\")",
        "'<M8[ns]' ; datetime64 ('<M8[ns]') ; -int64.npy ; .astype(\"<i8\")",
        "[('a', '<f8'), ('b', '<i4')] ; structured dtype ([('a', ; [\"a\"] ; .astype(\"<f8\")",
        "'|V2' ; raw bytes ('|V2') ; make it again ; with one of these dtypes",
        "'float64' ; unknown dtype ('float64') ; make it again ; with one of these dtypes",
        "__import__('os').system('id') ; unknown dtype ; make it again ; one of these dtypes",
      })
  void shouldOfferAConversionOfForeignTypes(String descr, String found, String a, String b) {
    assertThat(refusalOf(NpyBytes.of(1, NpyBytes.dict(descr, "False", "(3, 4)"), 500)))
        .contains("found=" + found, "wanted=a .npy file of 1 or 2 dimensions", a, b);
  }

  @Test
  void shouldOfferOneConversionOfAllReasonsAtOnce() {
    assertThat(refusalOf(NpyBytes.of(1, NpyBytes.dict("'>f4'", "True", "(2, 3, 4)"), 96)))
        .contains(
            "found=big-endian float32 ('>f4') and Fortran order and 3 dimensions, shape (2, 3, 4)",
            "numpy.ascontiguousarray(numpy.load(",
            ".astype(\"<f4\").reshape(2, 12)))");
  }

  @Test
  void shouldOfferAConversionOfFortranOrder() {
    assertThat(refusalOf(NpyBytes.of(1, NpyBytes.dict("'<f8'", "True", "(3, 4)"), 96)))
        .contains("found=Fortran order", "x-c.npy\", numpy.ascontiguousarray(numpy.load(");
  }

  @Test
  void shouldOfferAConversionOfDataThatIsNotAligned() {
    String dict = "{'descr': '<f8', 'fortran_order': False, 'shape': (1,)}";

    assertThat(refusalOf(NpyBytes.of(1, dict, 8)))
        .contains("found=data at byte 65", "wanted=a multiple of 8", "numpy.save(");
  }

  @Test
  void shouldRefuseNoDimension() {
    assertThat(refusalOf(NpyBytes.of(1, NpyBytes.dict("'<f8'", "False", "()"), 8)))
        .contains("found=no dimension, shape ()", ".reshape(1, 1)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(-1, 3)",
        "(3)",
        "3",
        "[3, 4]",
        "(,)",
        "(3,,4)",
        "(3 4,)",
        "(2*3, 4)",
        "(03, 4)",
        "(3.0, 4)",
        "(1_0, 4)",
        "(99999999999999999999, 4)",
        "(9999999999999999999, 4)",
        "(0x3, 4)",
        "None",
        "(len('abc'), 4)",
        "((3, 4),)",
        "(True, 4)",
        "'(3, 4)'",
        "(３, 4)"
      })
  void shouldRefuseShapesThatAreNoTupleOfWholeNumbers(String shape) {
    assertThat(refusalOf(NpyBytes.of(3, NpyBytes.dict("'<f8'", "False", shape), 96)))
        .contains("found=shape " + shape, "whole numbers");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(9223372036854775807, 9223372036854775807)",
        "(4294967296, 4294967296)",
        "(9223372036854775807, 1)",
        "(0, 9223372036854775807)",
        "(2305843009213693952, 2, 2)",
        "(1152921504606846976,)"
      })
  void shouldRefuseShapesThatOverflow(String shape) {
    assertThat(refusalOf(NpyBytes.of(1, NpyBytes.dict("'<f8'", "False", shape), 96)))
        .contains("found=shape " + shape, "less than 2^63 bytes");
  }

  @Test
  void shouldRefuseMoreDimensionsThanNumPyHas() {
    String shape = "(" + "1, ".repeat(5000) + ")";

    assertThat(refusalOf(NpyBytes.of(1, NpyBytes.dict("'<f8'", "False", shape), 96)))
        .contains("found=shape (1, 1", "wanted=1 or 2 dimensions")
        .hasSizeLessThan(1000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{'descr': '<f8', 'shape': (1,)} ; without the key 'fortran_order'",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (1,), 'x': 1} ; unknown key 'x'",
        "{'descr': '<f8', 'descr': '<f8', 'fortran_order': False} ; key 'descr' twice",
        "{} ; without the key 'descr'",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (1,)} + {} ; text after",
        "{'descr': '<f8', 'fortran_order': 0, 'shape': (1,)} ; fortran_order 0",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (1,) ; no dict as NumPy writes it",
        "{'descr': '<f8' 'fortran_order': False, 'shape': (1,)} ; without the key 'fortran_order'",
        "{'descr': , 'fortran_order': False, 'shape': (1,)} ; no dict as NumPy writes it",
        "{'descr: '<f8', 'fortran_order': False, 'shape': (1,)} ; unknown key",
        "{descr: '<f8', 'fortran_order': False, 'shape': (1,)} ; no dict as NumPy writes it",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (1,]} ; no dict as NumPy writes it",
        "{, 'descr': '<f8'} ; no dict as NumPy writes it",
        "dict(descr='<f8') ; no dict as NumPy writes it",
        "['<f8', False, (1,)] ; no dict as NumPy writes it",
        "` ` ; no dict as NumPy writes it",
      })
  void shouldRefuseDictsThatNumPyNeverWrites(String dict, String found) {
    assertThat(refusalOf(NpyBytes.of(1, dict, 8))).contains("found=", found);
  }

  @Test
  void shouldRefuseDeepNestingAtOnce() {
    assertThat(refusalOf(NpyBytes.of(1, "{'descr': " + "[".repeat(60_000), 0)))
        .contains("no dict as NumPy writes it")
        .hasSizeLessThan(1000);
  }

  @Test
  void shouldRefuseZeroBytesAfterTheDict() {
    String dict = "{'descr': '|u1', 'fortran_order': False, 'shape': (1,)}\0\0\0";

    assertThat(refusalOf(NpyBytes.of(1, dict, 8))).contains("text after", "\\x00\\x00");
  }

  @Test
  void shouldRefuseTextThatIsNoUtf8() {
    byte[] bytes = NpyBytes.of(3, NpyBytes.dict("'<f8'", "False", "(1,)"), 8);
    bytes[20] = (byte) 0xFF;

    assertThat(refusalOf(bytes)).contains("header that is not UTF-8");
  }

  @Test
  void shouldTellWantedAndActualBytesOfTruncatedData() {
    byte[] bytes = NpyBytes.of(1, NpyBytes.dict("'<f8'", "False", "(3, 4)"), 95);

    assertThat(refusalOf(bytes))
        .contains("truncated data: fileBytes=223", "wanted=at least 224 bytes", "(3, 4)");
  }

  @Test
  void shouldRefuseEveryTruncation() {
    NpyHeader header = new NpyHeader(DType.FLOAT64, 3, 4, false, 2, 128);
    byte[] whole = Arrays.copyOf(header.toBytes(), (int) header.fileBytes());
    for (int length = 0; length < whole.length; length++) {
      String wanted = length == 0 ? "an empty file" : "truncated";

      assertThat(refusalOf(Arrays.copyOf(whole, length))).contains("found=" + wanted);
    }
  }

  @Test
  void shouldRefuseAbsurdHeaderLengths() {
    byte[] bytes = NpyBytes.of(2, NpyBytes.dict("'<f8'", "False", "(3, 4)"), 96);
    Arrays.fill(bytes, 8, 12, (byte) 0xFF);

    assertThat(refusalOf(bytes)).contains("header of 4294967295 bytes", "at most 65536");
  }

  @ParameterizedTest
  @CsvSource({"0,0", "4,0", "1,1", "3,1", "255,255"})
  void shouldRefuseUnknownVersions(int major, int minor) {
    byte[] bytes = NpyBytes.of(1, NpyBytes.dict("'<f8'", "False", "(3, 4)"), 96);
    bytes[6] = (byte) major;
    bytes[7] = (byte) minor;

    assertThat(refusalOf(bytes)).contains("found=.npy version " + major + "." + minor);
  }

  @Test
  void shouldSayWhatAForeignFileIs() {
    assertThat(refusalOfText("PK\u0003\u0004..")).contains("a zip archive", "z[z.files[0]]");
    assertThat(refusalOfText("\u0089HDF\r\n\u001a\n")).contains("found=an HDF5 file", "h5py");
    assertThat(refusalOfText("\u001f\u008b\b\0")).contains("found=a gzip file", "gunzip");
    assertThat(refusalOfText("1,2,3\n4,5,6\n")).contains("found=text: 1,2,3", "numpy.loadtxt(");
    assertThat(refusalOfText("\u007fELF\u0002\u0001"))
        .contains("found=first bytes 7f454c460201, not those of .npy", "numpy.save");
    assertThat(refusalOfText("\u0093\u0094")).contains("found=first bytes 9394");
  }

  private String refusalOfText(String start) {
    return refusalOf(start.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void shouldRefuseAMissingFile() {
    assertThat(refusal(directory.resolve("none.npy"))).contains("found=no such file", "none.npy");
  }

  @Test
  void shouldRefuseADirectory() {
    assertThat(refusal(directory)).contains("found=a directory");
  }

  @Test
  void shouldRefuseAFileThatIsNoneWithoutWaitingForIt() {
    assertThat(refusal(Path.of("/dev/zero"))).contains("found=no regular file");
  }

  @Test
  void shouldRefuseAnUnreadableFile() throws IOException {
    NpyBytes.write(file, NpyBytes.of(1, NpyBytes.dict("'<f8'", "False", "(1,)"), 8));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    assumeFalse(Files.isReadable(file), "root may read every file");

    assertThat(refusal(file)).contains("found=no permission", "chmod u+r");
  }

  @Test
  void shouldStayOnOneLineWhateverTheNameOfTheFile() throws IOException {
    Path odd = Files.write(directory.resolve("x\n\"y\\.npy"), new byte[] {1, 2});

    assertThat(refusal(odd)).contains("x\\x0a\"y\\.npy");
  }

  private String refusalOf(byte[] bytes) {
    String message = refusal(NpyBytes.write(file, bytes));
    assertThat(message).contains("cannot read matrix: file=" + file.toAbsolutePath());
    return message;
  }

  private static String refusal(Path file) {
    MatrixFormatException refused =
        catchThrowableOfType(MatrixFormatException.class, () -> NpyHeader.read(file));
    assertThat(refused).isNotNull();
    assertThat(refused.getMessage()).isNotNull().doesNotContain("\n", "\r", "\0");
    return String.valueOf(refused.getMessage());
  }
}
