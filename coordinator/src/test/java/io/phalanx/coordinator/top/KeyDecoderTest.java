package io.phalanx.coordinator.top;

import static org.assertj.core.api.Assertions.assertThat;

import io.phalanx.coordinator.top.Key.Kind;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyDecoderTest {
  @ParameterizedTest
  @CsvSource({
    "^[[A, UP",
    "^[OA, UP",
    "^[[B, DOWN",
    "^[[5~, PAGE_UP",
    "^[[6~, PAGE_DOWN",
    "^[[H, HOME",
    "^[[1~, HOME",
    "^[OF, END",
    "^[[4~, END",
    "^[, ESCAPE",
    "^[^[, ESCAPE",
    "^[[1;5C, OTHER",
    "^[x, OTHER",
    "^C, INTERRUPT",
    "^L, REDRAW",
    "^Z, SUSPEND",
    "^M, ENTER",
    "^J, ENTER",
    "^A, OTHER",
    "q, CHARACTER",
  })
  void shouldKnowKeys(String sent, Kind kind) throws IOException {
    assertThat(decoder(control(sent)).next(1).kind()).isEqualTo(kind);
  }

  @Test
  void shouldTellKeysApartThatCameTogether() throws IOException {
    KeyDecoder keys = decoder(control("j^[[Bk"));

    assertThat(keys.next(1)).isEqualTo(Key.of('j'));
    assertThat(keys.next(1)).isEqualTo(Key.of(Kind.DOWN));
    assertThat(keys.next(1)).isEqualTo(Key.of('k'));
    assertThat(keys.next(1)).isEqualTo(Key.of(Kind.NONE));
  }

  @Test
  void shouldNoticeTheEnd() throws IOException {
    assertThat(new KeyDecoder(_ -> -1).next(1)).isEqualTo(Key.of(Kind.CLOSED));
  }

  /// `^C` stands for Ctrl-C, `^[` for Escape.
  private static String control(String text) {
    StringBuilder sent = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      sent.append(text.charAt(i) == '^' ? (char) (text.charAt(++i) & 31) : text.charAt(i));
    }
    return sent.toString();
  }

  private static KeyDecoder decoder(String sent) {
    int[] next = {0};
    return new KeyDecoder(
        _ -> next[0] < sent.length() ? sent.charAt(next[0]++) : KeyDecoder.NOTHING);
  }
}
