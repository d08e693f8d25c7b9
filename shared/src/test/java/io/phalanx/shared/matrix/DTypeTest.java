package io.phalanx.shared.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class DTypeTest {
  @Test
  void shouldFindATypeByItsNumPyName() {
    assertThat(DType.ofLabel("float32")).isEqualTo(DType.FLOAT32);
  }

  @Test
  void shouldNameTheKnownTypesWhenTheNameIsUnknown() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DType.ofLabel("complex128"))
        .withMessageContaining("dtype=complex128")
        .withMessageContaining("float64");
  }
}
