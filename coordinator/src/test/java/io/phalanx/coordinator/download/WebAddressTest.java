package io.phalanx.coordinator.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebAddressTest {
  @ParameterizedTest
  @CsvSource({
    "HTTP://Example.ORG, http://example.org/",
    "http://example.org:80/a#part, http://example.org/a",
    "https://example.org:443?q=1, https://example.org/?q=1",
    "https://example.org:8443/a, https://example.org:8443/a",
    "http://example.org/a b/ü?x=[1]|2, http://example.org/a%20b/%C3%BC?x=[1]%7C2",
    "http://example.org/100%/%2F, http://example.org/100%25/%2F",
    "http://bücher.example/, http://xn--bcher-kva.example/",
    "http://[::1]:8080/a, http://[::1]:8080/a",
  })
  void shouldHaveOneSpelling(String text, String spelling) {
    assertThat(WebAddress.parse(text)).hasToString(spelling);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "example.org",
        "ftp://example.org/",
        "file:///etc/passwd",
        "http://",
        "http:///a",
        "http://user:secret@example.org/",
        "http://example.org:99999/",
        "http://example.org:x/",
        "http://exa mple.org/",
        "javascript:alert(1)",
        "http://[::1/",
        "http://-/",
        "https:/a"
      })
  void shouldRefuseWhatIsNoAddress(String text) {
    assertThatThrownBy(() -> WebAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("url=");
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.org/x/y, z, https://a.org/x/z",
    "https://a.org/x/y, /z?q#f, https://a.org/z?q",
    "https://a.org/x/y, //b.org/z, https://b.org/z",
    "http://a.org/, https://a.org/, https://a.org/",
    "http://a.org/, http://b.org, http://b.org/",
    "https://a.org/x/y, ../../../z ü, https://a.org/z%20%C3%BC",
  })
  void shouldFollowRedirects(String from, String location, String to) {
    assertThat(WebAddress.parse(from).redirected(location)).hasToString(to);
  }

  @Test
  void shouldNeverGoFromHttpsToHttp() {
    WebAddress secure = WebAddress.parse("https://example.org/a");

    assertThatThrownBy(() -> secure.redirected("http://example.org/a"))
        .hasMessageContaining("from https to http");
    assertThatThrownBy(() -> secure.redirected("HTTP://other.example/"))
        .hasMessageContaining("from https to http");
  }
}
