package io.phalanx.coordinator.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is wrong passes, or fails with a clear word; nothing that is not whole is ever seen.
class MisbehavedServerTest {
  private static final byte[] BODY = "the whole body".getBytes(StandardCharsets.UTF_8);
  private static final long HOUR_MS = 3_600_000;

  @TempDir private Path root;
  private Workshop shop;
  private RudeServer server;

  @BeforeEach
  void open() throws IOException {
    shop = new Workshop(root);
    server = shop.server;
  }

  @AfterEach
  void close() throws IOException {
    assertThat(shop.files()).noneMatch(name -> name.startsWith("."));
    shop.restart();
    assertThat(shop.cached("tmp")).isEmpty();
    shop.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 502, 503, 504, 599})
  void shouldTryAgainAfterAnAnswerThatMayPass(int status) {
    server.on(
        "/a", (request, out) -> RudeServer.respond(out, request.number() < 2 ? status : 200, BODY));

    DownloadResult result = shop.get("/a");

    assertThat(result.file()).hasBinaryContent(BODY);
    assertThat(result.passage().attempts()).isEqualTo(3);
    assertThat(shop.waitsMs).hasSize(2);
    assertThat(shop.waitsMs.get(0)).isBetween(0L, 100L);
    assertThat(shop.waitsMs.get(1)).isBetween(0L, 200L);
  }

  @Test
  void shouldGiveUpAfterSoManyAttempts() {
    server.on("/a", (request, out) -> RudeServer.respond(out, 503, BODY));

    assertFails("/a").hasMessageContaining("status=503").hasMessageContaining("attempts=4");
    assertThat(server.requests("/a")).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 304, 400, 401, 403, 404, 410})
  void shouldNotTryAgainAfterAnAnswerThatStays(int status) {
    server.on("/a", (request, out) -> RudeServer.respond(out, status, new byte[0]));

    assertFails("/a").hasMessageContaining("status=" + status);
    assertThat(server.requests("/a")).hasSize(1);
  }

  @Test
  void shouldWaitAsLongAsTheServerAsks() {
    server.on(
        "/a",
        (request, out) -> {
          switch (request.number()) {
            case 0 -> RudeServer.respond(out, 429, BODY, "Retry-After: 7");
            case 1 ->
                RudeServer.respond(out, 503, BODY, "Retry-After: Sun, 06 Nov 1994 08:50:37 GMT");
            default -> RudeServer.respond(out, 200, BODY);
          }
        });

    assertThat(shop.get("/a").file()).hasBinaryContent(BODY);
    assertThat(shop.waitsMs).containsExactly(7_000L, 60_000L);
  }

  @Test
  void shouldNotWaitLongerThanItMay() {
    server.on("/a", (request, out) -> RudeServer.respond(out, 429, BODY, "Retry-After: 86400"));

    assertFails("/a").hasMessageContaining("waitMs=86400000").hasMessageContaining("--timeout");
    assertThat(server.requests("/a")).hasSize(1);
  }

  @Test
  void shouldTryAgainWhenTheBodyIsCutOff() {
    server.on(
        "/a",
        (request, out) -> {
          RudeServer.head(out, 200, "Content-Length: " + BODY.length);
          out.write(BODY, 0, request.number() == 0 ? 5 : BODY.length);
        });

    assertThat(shop.get("/a").file()).hasBinaryContent(BODY);
    assertThat(server.requests("/a")).hasSize(2);
  }

  @Test
  void shouldTryAgainWhenTheServerHangsUpBeforeAnAnswer() {
    server.on(
        "/a",
        (request, out) -> {
          if (request.number() > 0) {
            RudeServer.respond(out, 200, BODY);
          }
        });

    assertThat(shop.get("/a").file()).hasBinaryContent(BODY);
  }

  @Test
  void shouldLeaveNothingWhenTheLengthIsNeverRight() throws IOException {
    server.on(
        "/a",
        (request, out) -> {
          RudeServer.head(out, 200, "Content-Length: 1000");
          out.write(BODY);
        });

    assertFails("/a").hasMessageContaining("attempts=4");
    assertThat(shop.files()).isEmpty();
    assertThat(shop.cached("bodies")).isEmpty();
  }

  @Test
  void shouldTakeNoMoreThanTheLengthSays() {
    server.on(
        "/a",
        (request, out) -> {
          RudeServer.head(out, 200, "Content-Length: 3");
          out.write(BODY);
        });

    assertThat(shop.get("/a").file()).hasContent("the");
  }

  @Test
  void shouldTryAgainWhenChunksEndEarly() {
    server.on(
        "/a",
        (request, out) -> {
          RudeServer.head(out, 200, "Transfer-Encoding: chunked");
          out.write("3\r\nabc\r\n".getBytes(StandardCharsets.US_ASCII));
          if (request.number() > 0) {
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
          }
        });

    assertThat(shop.get("/a").file()).hasContent("abc");
    assertThat(server.requests("/a")).hasSize(2);
  }

  @Test
  void shouldStopAnEndlessBodyAtTheLimit() throws IOException {
    shop.with(new DownloadLimits(1 << 20, HOUR_MS, HOUR_MS, 5));
    server.on(
        "/a",
        (request, out) -> {
          RudeServer.head(out, 200);
          writeForever(out);
        });

    assertFails("/a").hasMessageContaining("bytesMax=1048576").hasMessageContaining("--max-size");
    assertThat(shop.files()).isEmpty();
    assertThat(server.requests("/a")).hasSize(1);
  }

  @Test
  void shouldRefuseWhatSaysThatItIsHuge() {
    shop.with(new DownloadLimits(1 << 20, HOUR_MS, HOUR_MS, 5));
    server.on("/a", (request, out) -> RudeServer.head(out, 200, "Content-Length: 99999999999"));

    assertFails("/a").hasMessageContaining("bytes=99999999999");
  }

  @Test
  void shouldGiveUpOnABodyThatNeverGoesOn() {
    shop.with(new DownloadLimits(1 << 20, HOUR_MS, 50, 5));
    server.on(
        "/a",
        (request, out) -> {
          RudeServer.head(out, 200, "Content-Length: 100");
          out.write(BODY);
          new CountDownLatch(1).await();
        });

    assertFails("/a")
        .hasMessageContaining("no byte came")
        .hasMessageContaining("stallMs=50")
        .hasMessageContaining("attempts=4");
  }

  @Test
  void shouldGiveUpOnAServerThatNeverAnswers() {
    shop.with(new DownloadLimits(1 << 20, HOUR_MS, 50, 5));
    server.on("/a", (request, out) -> new CountDownLatch(1).await());

    assertFails("/a").hasMessageContaining("no byte came");
  }

  @Test
  void shouldGiveUpOnABodyThatComesTooSlowly() {
    shop.with(new DownloadLimits(1L << 40, 200, HOUR_MS, 5));
    server.on(
        "/a",
        (request, out) -> {
          RudeServer.head(out, 200);
          while (true) {
            out.write('.');
            out.flush();
          }
        });

    assertFails("/a").hasMessageContaining("timeoutMs=200").hasMessageContaining("--timeout");
  }

  @Test
  void shouldEndALoopOfRedirects() {
    server.on("/a", (request, out) -> RudeServer.respond(out, 302, BODY, "Location: /b"));
    server.on("/b", (request, out) -> RudeServer.respond(out, 307, BODY, "Location: /a"));

    assertFails("/a").hasMessageContaining("redirectsMax=10");
    assertThat(server.requests()).hasSize(11);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Location: ftp://example.org/a",
        "Location: file:///etc/passwd",
        "Location: http://user@example.org/",
        "Location: http://"
      })
  void shouldNotFollowARedirectToWhereItMustNot(String location) {
    server.on("/a", (request, out) -> RudeServer.respond(out, 302, BODY, location));

    assertThatThrownBy(() -> shop.get("/a")).hasCauseInstanceOf(DownloadException.class);
  }

  @Test
  void shouldSayThatNobodyListens() throws IOException {
    int port;
    try (ServerSocket closed = new ServerSocket(0)) {
      port = closed.getLocalPort();
    }
    DownloadRequest request = DownloadRequest.of("http://127.0.0.1:" + port + "/", shop.folder);

    assertThatThrownBy(() -> shop.downloader().submit(request).join())
        .cause()
        .hasMessageContaining("the connection was refused")
        .hasMessageContaining("attempts=4");
  }

  @Test
  void shouldSayThatNobodyKnowsTheHost() {
    DownloadRequest request = DownloadRequest.of("http://no-such-host.invalid/", shop.folder);

    assertThatThrownBy(() -> shop.downloader().submit(request).join())
        .cause()
        .hasMessageContaining("the host is not known");
  }

  private AbstractThrowableAssert<?, ? extends Throwable> assertFails(String path) {
    return assertThatThrownBy(() -> shop.get(path))
        .cause()
        .isInstanceOf(DownloadException.class)
        .hasMessageContaining(server.url(path));
  }

  private static void writeForever(OutputStream out) throws IOException {
    while (true) {
      out.write(new byte[1 << 14]);
    }
  }
}
