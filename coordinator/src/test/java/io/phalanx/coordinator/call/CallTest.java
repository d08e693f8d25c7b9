package io.phalanx.coordinator.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallTest {
  private static final String HEAD =
      "2\0b7\0/jdk\0/folder\0/dir\00017\0true\0PHALANX_WORKERS=2\0PHALANX_KERNELS=/a=b.jar\0\0";

  @Test
  void shouldReadWhatAShellSays() throws IOException {
    Call call = read(HEAD + "4\0run\0\0a b\nc\0\u0401 \u00e9\0");

    assertThat(call)
        .isEqualTo(
            new Call(
                "b7",
                "/jdk",
                "/folder",
                "/dir",
                "17",
                true,
                Map.of("PHALANX_WORKERS", "2", "PHALANX_KERNELS", "/a=b.jar"),
                List.of("run", "", "a b\nc", "\u0401 \u00e9")));
  }

  @Test
  void shouldSeeThatTheCallerHasGone() {
    assertThatIOException()
        .isThrownBy(() -> read(HEAD + "2\0run\0sum"))
        .isInstanceOf(EOFException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "", "many", "70000"})
  void shouldRefuseANumberOfWordsThatIsNone(String count) {
    assertThatIOException()
        .isThrownBy(() -> read(HEAD + count + "\0run\0"))
        .withMessage("not a call: words=" + count);
  }

  @Test
  void shouldRefuseAnotherFormat() {
    assertThatIOException().isThrownBy(() -> read("1\0run\0")).withMessage("not a call: format=1");
  }

  @Test
  void shouldRefuseWhatIsNotUnicode() {
    byte[] bytes = {'2', 0, (byte) 0xff, 0};

    assertThatIOException()
        .isThrownBy(() -> Call.read(new ByteArrayInputStream(bytes)))
        .withMessage("a text that is not UTF-8");
  }

  private static Call read(String said) throws IOException {
    return Call.read(new ByteArrayInputStream(said.getBytes(StandardCharsets.UTF_8)));
  }
}
