package io.phalanx.coordinator.download;

import static io.phalanx.coordinator.download.DownloadResult.Source.CACHED;
import static io.phalanx.coordinator.download.DownloadResult.Source.FETCHED;
import static io.phalanx.coordinator.download.DownloadResult.Source.REVALIDATED;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CachedDownloadsTest {
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
    shop.close();
  }

  @Test
  void shouldAskNobodyWhileItIsFreshAlsoAfterARestart() throws IOException {
    server.on("/a.txt", "fresh", "Cache-Control: max-age=60", "Content-Type: text/plain");

    assertThat(shop.source("/a.txt")).isEqualTo(FETCHED);
    assertThat(shop.source("/a.txt")).isEqualTo(CACHED);
    Files.delete(shop.folder.resolve("a.txt"));
    shop.restart();
    shop.nowMs.addAndGet(59_999);
    DownloadResult cached = shop.get("/a.txt");

    assertThat(cached.passage().source()).isEqualTo(CACHED);
    assertThat(cached.file()).hasContent("fresh");
    assertThat(cached.content().type()).isEqualTo("text/plain");
    assertThat(server.requests()).hasSize(1);
    shop.nowMs.addAndGet(1);
    assertThat(shop.source("/a.txt")).isEqualTo(FETCHED);
  }

  @Test
  void shouldBeFreshUntilItExpires() {
    server.on(
        "/a", "x", "Date: Sun, 06 Nov 1994 08:49:37 GMT", "Expires: Sun, 06 Nov 1994 08:50:37 GMT");

    assertThat(shop.source("/a")).isEqualTo(FETCHED);
    shop.nowMs.addAndGet(59_000);
    assertThat(shop.source("/a")).isEqualTo(CACHED);
    shop.nowMs.addAndGet(1_000);
    assertThat(shop.source("/a")).isEqualTo(FETCHED);
  }

  @Test
  void shouldAskWithTheTagWhetherItIsStillTheOne() throws IOException {
    server.on(
        "/a",
        (request, out) -> {
          boolean same = request.header("If-None-Match").equals("\"v1\"");
          RudeServer.respond(
              out,
              same ? 304 : 200,
              (same ? "" : "body").getBytes(StandardCharsets.UTF_8),
              "ETag: \"v1\"",
              same ? "Cache-Control: max-age=10" : "");
        });

    assertThat(shop.source("/a")).isEqualTo(FETCHED);
    shop.restart();
    assertThat(shop.source("/a")).isEqualTo(REVALIDATED);
    assertThat(shop.source("/a")).as("the answer made it fresh").isEqualTo(CACHED);
    shop.nowMs.addAndGet(10_000);
    assertThat(shop.source("/a")).isEqualTo(REVALIDATED);
    assertThat(shop.folder.resolve("a")).hasContent("body");
  }

  @Test
  void shouldAskWithTheDateWhetherItIsStillTheOne() {
    String date = "Sat, 29 Oct 1994 19:43:31 GMT";
    server.on(
        "/a",
        (request, out) ->
            RudeServer.respond(
                out,
                request.header("If-Modified-Since").equals(date) ? 304 : 200,
                new byte[0],
                "Last-Modified: " + date));

    assertThat(shop.source("/a")).isEqualTo(FETCHED);
    assertThat(shop.source("/a")).isEqualTo(REVALIDATED);
  }

  @Test
  void shouldTakeTheNewBodyWhenItHasChanged() throws IOException {
    server.on(
        "/a",
        (request, out) ->
            RudeServer.respond(
                out,
                200,
                ("version " + request.number()).getBytes(StandardCharsets.UTF_8),
                "ETag: \"" + request.number() + "\""));

    assertThat(shop.get("/a").file()).hasContent("version 0");
    assertThat(shop.get("/a").file()).hasContent("version 1");
    assertThat(shop.cached("bodies")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Cache-Control: no-cache, max-age=60",
        "Cache-Control: max-age=0",
        "Cache-Control: max-age=\"60\", No-Cache",
        "Cache-Control: max-age=never",
        "Cache-Control: max-age=60\r\nAge: 60",
        "Cache-Control: max-age=60\r\nVary: *",
        "Expires: 0",
        "Pragma: no-cache\r\nExpires: Sun, 06 Nov 2033 08:49:37 GMT",
        "X-Nothing: said"
      })
  void shouldAskEachTimeWhenTheServerWantsThat(String headers) {
    server.on(
        "/a",
        (request, out) ->
            RudeServer.respond(
                out,
                request.header("If-None-Match").isEmpty() ? 200 : 304,
                new byte[0],
                "ETag: \"x\"",
                headers));

    assertThat(shop.source("/a")).isEqualTo(FETCHED);
    assertThat(shop.source("/a")).isEqualTo(REVALIDATED);
  }

  @Test
  void shouldKeepNothingWhenTheServerForbids() throws IOException {
    server.on("/a", "secret", "Cache-Control: max-age=60, no-store", "ETag: \"x\"");

    assertThat(shop.source("/a")).isEqualTo(FETCHED);
    assertThat(shop.source("/a")).isEqualTo(FETCHED);
    assertThat(shop.cached("entries")).isEmpty();
    assertThat(shop.cached("bodies")).isEmpty();
  }

  @Test
  void shouldKeepTheBodyOnceWhenAddressesShareIt() throws IOException {
    server
        .on("/a", "same", "Cache-Control: max-age=60")
        .on("/b", "same", "Cache-Control: max-age=60");
    shop.get("/a");
    shop.get("/b");

    assertThat(shop.cached("entries")).hasSize(2);
    assertThat(shop.cached("bodies")).hasSize(1);
  }

  @Test
  void shouldDropWhatWasUsedLeastRecentlyWhenFull() throws IOException {
    shop.withCacheOf(350);
    for (String path : List.of("/a", "/b", "/c", "/d")) {
      server.on(path, path.repeat(50), "Cache-Control: max-age=60");
    }
    for (String path : List.of("/a", "/b", "/c", "/a", "/d")) {
      shop.nowMs.addAndGet(1);
      shop.get(path);
      shop.restart();
    }

    assertThat(shop.cached("bodies")).hasSize(3);
    assertThat(shop.source("/a")).isEqualTo(CACHED);
    assertThat(shop.source("/c")).isEqualTo(CACHED);
    assertThat(shop.source("/d")).isEqualTo(CACHED);
    assertThat(shop.source("/b")).isEqualTo(FETCHED);
  }

  @Test
  void shouldNotKeepWhatIsLargerThanTheCache() throws IOException {
    shop.withCacheOf(10);
    server.on("/a", "eleven byte", "Cache-Control: max-age=60");

    assertThat(shop.get("/a").file()).hasContent("eleven byte");
    assertThat(shop.cached("bodies")).isEmpty();
  }

  @Test
  void shouldFetchAgainWhenTheBodyIsDamaged() throws IOException {
    server.on("/a", "body", "Cache-Control: max-age=60");
    shop.get("/a");
    Files.writeString(shop.cached("bodies").getFirst(), "evil");

    DownloadResult result = shop.get("/a");

    assertThat(result.passage().source()).isEqualTo(FETCHED);
    assertThat(result.file()).hasContent("body");
    assertThat(shop.source("/a")).isEqualTo(CACHED);
  }

  @Test
  void shouldFetchAgainWhenTheEntryIsDamaged() throws IOException {
    server.on("/a", "body", "Cache-Control: max-age=60");
    shop.get("/a");
    Files.writeString(shop.cached("entries").getFirst(), "address=" + server.url("/a") + "\n");

    assertThat(shop.source("/a")).isEqualTo(FETCHED);
    assertThat(shop.source("/a")).isEqualTo(CACHED);
  }

  /// What killed processes and failing disks leave of an index.
  @ParameterizedTest
  @ValueSource(strings = {"no seal", "no index", "torn", "overwritten", "a locked segment"})
  void shouldMakeTheIndexAnewWhenItIsDamaged(String damage) throws IOException {
    server
        .on("/a", "body a", "Cache-Control: max-age=60")
        .on("/b", "body b", "Cache-Control: max-age=60");
    shop.get("/a");
    shop.get("/b");
    shop.restart();
    Path index = shop.cache.resolve("index.map");
    switch (damage) {
      case "no seal" -> Files.delete(shop.cache.resolve("index.seal"));
      case "no index" -> Files.delete(index);
      default -> {
        try (RandomAccessFile file = new RandomAccessFile(index.toFile(), "rw")) {
          if (damage.equals("torn")) {
            file.setLength(file.length() / 2);
          } else {
            for (long at = damage.equals("overwritten") ? 0 : 4096; at < file.length(); at += 64) {
              file.seek(at);
              file.write(0xFF);
            }
          }
        }
      }
    }

    assertThat(shop.source("/a")).isEqualTo(CACHED);
    assertThat(shop.source("/b")).isEqualTo(CACHED);
    shop.restart();
    assertThat(shop.cache.resolve("index.seal")).exists();
    assertThat(shop.source("/b")).isEqualTo(CACHED);
  }

  @Test
  void shouldKnowWhatWasUsedLeastRecentlyWhenTheIndexIsMadeAnew() throws IOException {
    shop.withCacheOf(250);
    for (String path : List.of("/a", "/b", "/c")) {
      server.on(path, path.repeat(50), "Cache-Control: max-age=60");
    }
    for (String path : List.of("/a", "/b", "/a")) {
      shop.nowMs.addAndGet(2_000);
      shop.get(path);
    }
    shop.restart();
    Files.delete(shop.cache.resolve("index.seal"));
    shop.nowMs.addAndGet(2_000);
    shop.get("/c");

    assertThat(shop.source("/a")).isEqualTo(CACHED);
    assertThat(shop.source("/b")).isEqualTo(FETCHED);
  }

  /// The second one has no index, waits for nobody, and hits and fills the same cache.
  @Test
  void shouldShareTheCacheWithAnotherDownloader() throws IOException {
    server
        .on("/a", "body a", "Cache-Control: max-age=60")
        .on("/b", "body b", "Cache-Control: max-age=60");
    shop.get("/a");
    try (Downloader guest = shop.open()) {
      assertThat(guest.submit(shop.request("/a")).join().passage().source()).isEqualTo(CACHED);
      assertThat(guest.submit(shop.request("/b")).join().passage().source()).isEqualTo(FETCHED);
      assertThat(guest.submit(shop.request("/b")).join().passage().source()).isEqualTo(CACHED);
    }
    assertThat(shop.cached("notes")).isNotEmpty();
    shop.restart();

    assertThat(shop.cached("notes")).isEmpty();
    assertThat(shop.source("/b")).isEqualTo(CACHED);
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void shouldRemoveFilesInTheMakingOfProcessesThatAreGone() throws IOException {
    server.on("/a", "x");
    shop.get("/a");
    shop.restart();
    Path stale = shop.cache.resolve("tmp").resolve(".phalanx-999999999-1-ab.part");
    Files.createFile(stale);
    shop.get("/a");

    assertThat(stale).doesNotExist();
  }
}
