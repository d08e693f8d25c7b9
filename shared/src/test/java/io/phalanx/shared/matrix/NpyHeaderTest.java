package io.phalanx.shared.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyHeaderTest {
  @TempDir private Path directory;

  static List<NpyHeader> everyDTypeShapeAndVersion() {
    List<NpyHeader> headers = new ArrayList<>();
    long[][] shapes = {{0, 0}, {0, 5}, {5, 0}, {1, 1}, {1, 7}, {7, 1}, {3, 4}};
    for (DType dtype : DType.values()) {
      for (int version = 1; version <= 3; version++) {
        for (long[] shape : shapes) {
          headers.add(new NpyHeader(dtype, shape[0], shape[1], false, version, 4096));
        }
        headers.add(new NpyHeader(dtype, 0, 1, true, version, 128));
        headers.add(new NpyHeader(dtype, 9, 1, true, version, 192));
      }
    }
    return headers;
  }

  @ParameterizedTest
  @MethodSource("everyDTypeShapeAndVersion")
  void shouldReadBackWhatItWrote(NpyHeader header) {
    byte[] bytes = Arrays.copyOf(header.toBytes(), (int) header.fileBytes());

    assertThat(NpyHeader.read(write(bytes))).isEqualTo(header);
  }

  @Test
  void shouldReadGoldenBytesOfNumPy() {
    byte[] header = NpyBytes.GOLDEN.getBytes(StandardCharsets.ISO_8859_1);
    Path file = write(Arrays.copyOf(header, 128 + 96));

    assertThat(NpyHeader.read(file)).isEqualTo(new NpyHeader(DType.FLOAT64, 3, 4, false, 1, 128));
  }

  @Test
  void shouldWriteTheVeryBytesOfNumPy() {
    byte[] bytes = new NpyHeader(DType.FLOAT64, 3, 4, false, 1, 128).toBytes();

    assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).isEqualTo(NpyBytes.GOLDEN);
  }

  @Test
  void shouldStartTheDataOnAPageInFilesMadeHere() {
    byte[] bytes = NpyHeader.create(DType.UINT8, Long.MAX_VALUE - 8192, 1).toBytes();

    assertThat(bytes).hasSize(4096).endsWith('\n').startsWith(0x93, 'N');
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'shape': (2, 3), 'fortran_order': False, 'descr': '<i4'}",
        "{\"descr\": \"<i4\", \"fortran_order\": False, \"shape\": (2, 3)}\n",
        "{ 'descr' :'<i4' ,\n\t'fortran_order':False,'shape':( 2 ,3 , ),}   \n   ",
        "{'descr': '<i4', 'fortran_order': False, 'shape': (2L, 3L), }",
        "  {'descr': '<i4', 'fortran_order': False, 'shape': (2,3)}"
      })
  void shouldReadEveryWayToWriteTheDict(String dict) {
    String padded = dict + " ".repeat(118 - dict.length());

    NpyHeader header = NpyHeader.read(write(NpyBytes.of(1, padded, 24)));

    assertThat(header).isEqualTo(new NpyHeader(DType.INT32, 2, 3, false, 1, 128));
  }

  @Test
  void shouldTakeUnsignedBytesWithoutByteOrder() {
    Path file = write(NpyBytes.of(1, NpyBytes.dict("'u1'", "False", "(5,)"), 5));

    assertThat(NpyHeader.read(file)).isEqualTo(new NpyHeader(DType.UINT8, 5, 1, true, 1, 128));
  }

  @ParameterizedTest
  @ValueSource(strings = {"(1, 3)", "(3, 1)", "(3,)", "(0, 9)", "(9, 0)", "(1, 1)"})
  void shouldTakeFortranOrderWhereItIsTheSameBytes(String shape) {
    Path file = write(NpyBytes.of(1, NpyBytes.dict("'<f8'", "True", shape), 24));

    assertThat(NpyHeader.read(file).dataBytes()).isLessThanOrEqualTo(24);
  }

  @Test
  void shouldIgnoreBytesAfterTheData() {
    Path file = write(NpyBytes.of(2, NpyBytes.dict("'|u1'", "False", "(2, 3)"), 1000));

    assertThat(NpyHeader.read(file).fileBytes()).isEqualTo(130 + 6);
  }

  @Test
  void shouldRefuseShapesThatOverflow() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NpyHeader.create(DType.FLOAT64, 1L << 32, 1L << 29))
        .withMessageContaining("rows=4294967296");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NpyHeader.create(DType.FLOAT64, 0, Long.MAX_VALUE))
        .withMessageContaining("cols=9223372036854775807");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NpyHeader.create(DType.FLOAT64, -1, 3))
        .withMessageContaining("rows=-1");
  }

  @Test
  void shouldRefuseToWriteWhereTheDataLeavesNoRoom() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NpyHeader(DType.FLOAT64, 3, 4, false, 1, 64).toBytes())
        .withMessageContaining("dataOffset=64");
  }

  private Path write(byte[] bytes) {
    return NpyBytes.write(directory.resolve("x.npy"), bytes);
  }
}
