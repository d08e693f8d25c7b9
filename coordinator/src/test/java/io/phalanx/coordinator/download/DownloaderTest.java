package io.phalanx.coordinator.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.phalanx.coordinator.download.DownloadResult.Source;
import io.phalanx.coordinator.download.DownloaderSettings.Slots;
import io.phalanx.coordinator.download.body.Hash;
import io.phalanx.coordinator.download.body.ImageSize;
import io.phalanx.coordinator.download.body.StorageException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloaderTest {
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
  void shouldPutTheFileIntoTheFolderWhenServerSendsIt() throws Exception {
    server.on("/a/hello%20world.txt?version=2", "hello", "Content-Type: text/plain");

    DownloadResult result = shop.get("/a/hello%20world.txt?version=2");

    assertThat(result.file()).isEqualTo(shop.folder.resolve("hello world.txt")).hasContent("hello");
    assertThat(result.content().type()).isEqualTo("text/plain");
    assertThat(result.content().hash()).isEqualTo(Hash.of("hello"));
    assertThat(result.content().image()).isNull();
    assertThat(result.passage().source()).isEqualTo(Source.FETCHED);
    assertThat(result.passage().protocol()).isEqualTo("HTTP/1.1");
    assertThat(shop.files()).containsExactly("hello world.txt");
  }

  @Test
  void shouldMeasureImagesAndNothingElse() throws Exception {
    byte[] png = image("png");
    server.on("/a.png", (request, out) -> RudeServer.respond(out, 200, png));
    server.on("/a.jpg", (request, out) -> RudeServer.respond(out, 200, image("jpg")));
    server.on("/b.png", "GIF89a, it says, but it is text", "Content-Type: image/png");
    server.on("/empty.gif", "", "Content-Type: image/gif");

    assertThat(shop.get("/a.png").content().image()).isEqualTo(new ImageSize("png", 30, 20));
    assertThat(shop.get("/a.jpg").content().image()).isEqualTo(new ImageSize("jpeg", 30, 20));
    assertThat(shop.get("/b.png").content().image()).isNull();
    assertThat(shop.get("/empty.gif").content().image()).isNull();
  }

  @Test
  void shouldFetchOnceWhenManyAskForTheSame() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    server.on(
        "/a.txt",
        (request, out) -> {
          asked.await();
          RudeServer.respond(out, 200, new byte[10], "Cache-Control: no-store");
        });
    List<CompletableFuture<DownloadResult>> answers = new ArrayList<>();
    for (int asker = 0; asker < 50; asker++) {
      Path folder = Files.createDirectories(root.resolve("asker " + asker));
      answers.add(
          shop.downloader().submit(DownloadRequest.of(server.url("/a.txt#" + asker), folder)));
    }
    asked.countDown();

    for (int asker = 0; asker < 50; asker++) {
      Path file = answers.get(asker).join().file();
      assertThat(file).isEqualTo(root.resolve("asker " + asker).resolve("a.txt")).hasSize(10);
    }
    assertThat(server.requests("/a.txt")).hasSize(1);
  }

  /// The first one holds the only slot until all others wait; every tenth then brings in a late
  /// one.
  @Test
  void shouldStartStrictlyByPriorityAndAtTheSameInOrderOfSubmission() throws Exception {
    shop.with(new Slots(1, 1));
    CountDownLatch submitted = new CountDownLatch(1);
    server.on(
        "/first",
        (request, out) -> {
          submitted.await();
          RudeServer.respond(out, 200, new byte[0]);
        });
    List<CompletableFuture<DownloadResult>> answers = new ArrayList<>();
    answers.add(shop.downloader().submit(shop.request("/first").withPriority(100)));
    Random random = new Random(42);
    List<DownloadRequest> requests = new ArrayList<>();
    for (int number = 0; number < 100; number++) {
      String path = "/" + number;
      server.on(path, "x");
      requests.add(shop.request(path).withPriority(random.nextInt(5)));
    }
    requests.forEach(request -> answers.add(shop.downloader().submit(request)));
    // An asker may make what waits more urgent.
    answers.add(shop.downloader().submit(requests.get(99).withPriority(50)));
    submitted.countDown();
    answers.forEach(CompletableFuture::join);

    List<String> expected = new ArrayList<>(List.of("/first", "/99"));
    requests.stream()
        .limit(99)
        .sorted(Comparator.comparingInt(request -> -request.priority()))
        .forEach(request -> expected.add(request.address().uri().getPath()));
    assertThat(server.requests()).extracting(RudeServer.Request::path).isEqualTo(expected);
  }

  @Test
  void shouldKeepToItsLimitsInTotalAndPerHost() throws Exception {
    shop.with(new Slots(3, 2));
    Semaphore begun = new Semaphore(0);
    Semaphore go = new Semaphore(0);
    AtomicInteger running = new AtomicInteger();
    List<String> tooMany = new ArrayList<>();
    List<CompletableFuture<DownloadResult>> answers = new ArrayList<>();
    for (int number = 0; number < 20; number++) {
      String path = "/" + number;
      server.on(
          path,
          (request, out) -> {
            if (running.incrementAndGet() > 3) {
              tooMany.add(path);
            }
            begun.release();
            go.acquire();
            running.decrementAndGet();
            RudeServer.respond(out, 200, new byte[0]);
          });
      String url = number % 2 == 0 ? server.url(path) : server.otherUrl(path);
      answers.add(shop.downloader().submit(DownloadRequest.of(url, shop.folder)));
    }
    assertThat(begun.tryAcquire(3, 30, TimeUnit.SECONDS)).isTrue();
    assertThat(shop.downloader().progress().underway()).hasSize(3);
    assertThat(shop.downloader().progress().waiting()).isEqualTo(17);
    assertThat(server.requests())
        .extracting(request -> request.header("Host").split(":", -1)[0])
        .containsOnlyOnce("localhost");
    go.release(20);
    answers.forEach(CompletableFuture::join);

    assertThat(tooMany).isEmpty();
    assertThat(server.requests()).hasSize(20);
  }

  @Test
  void shouldGiveNumbersToOthersOfTheSameName() throws Exception {
    server.on("/1/a.txt", "one").on("/2/a.txt", "two").on("/3/a.txt", "one");
    Files.writeString(shop.folder.resolve("a.txt"), "what the user has");

    assertThat(shop.get("/1/a.txt").file()).hasFileName("a-1.txt").hasContent("one");
    assertThat(shop.get("/2/a.txt").file()).hasFileName("a-2.txt").hasContent("two");
    assertThat(shop.get("/3/a.txt").file()).hasFileName("a-1.txt");
    assertThat(shop.folder.resolve("a.txt")).hasContent("what the user has");
    DownloadRequest replacing =
        new DownloadRequest(shop.request("/2/a.txt").address(), 0, shop.folder, true);
    assertThat(shop.downloader().submit(replacing).join().file())
        .hasFileName("a.txt")
        .hasContent("two");
    assertThat(shop.files()).containsExactly("a-1.txt", "a-2.txt", "a.txt");
  }

  @Test
  void shouldStayInTheFolderWhateverTheAddressSays() throws Exception {
    for (String path :
        List.of("/..%2f..%2fevil", "/%2e%2e", "/x/..;/..%5c..%5cevil.txt", "/CON", "/%00")) {
      server.on(path, "x" + path);
      Path file = shop.get(path).file();

      assertThat(file.getParent()).isEqualTo(shop.folder);
      assertThat(file).isRegularFile();
    }
    assertThat(shop.files()).noneMatch(name -> name.contains("/") || name.startsWith("."));
  }

  @Test
  void shouldFollowRedirectsAndNameTheFileAsAsked() throws Exception {
    server.on(
        "/old.txt",
        (request, out) -> RudeServer.respond(out, 301, new byte[0], "Location: ../a/b c"));
    server.on("/a/b%20c", "moved");

    assertThat(shop.get("/old.txt").file()).hasFileName("old.txt").hasContent("moved");
  }

  @Test
  void shouldGiveUpWhenNobodyWantsItAnyMore() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch hungUp = new CountDownLatch(1);
    server.on(
        "/endless",
        (request, out) -> {
          RudeServer.head(out, 200);
          begun.countDown();
          try {
            while (true) {
              out.write(new byte[1 << 16]);
            }
          } finally {
            hungUp.countDown();
          }
        });
    CompletableFuture<DownloadResult> answer = shop.downloader().submit(shop.request("/endless"));
    begun.await();
    answer.cancel(true);

    assertThatThrownBy(answer::join).isInstanceOf(CancellationException.class);
    assertThat(shop.downloader().progress().underway()).isEmpty();
    shop.restart();
    hungUp.await();
    assertThat(shop.files()).isEmpty();
    assertThat(shop.cached("tmp")).isEmpty();
  }

  @Test
  void shouldAnswerThoseWhoWaitWhenClosed() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    server.on(
        "/hangs",
        (request, out) -> {
          begun.countDown();
          new CountDownLatch(1).await();
        });
    CompletableFuture<DownloadResult> answer = shop.downloader().submit(shop.request("/hangs"));
    begun.await();
    Downloader downloader = shop.downloader();
    shop.restart();

    assertThatThrownBy(answer::join).hasCauseInstanceOf(DownloadException.class);
    assertThatThrownBy(() -> downloader.submit(shop.request("/hangs")))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void shouldSayWhatToDoWhenTheFolderCannotBeWritten() {
    server.on("/a.txt", "x");
    DownloadRequest request = DownloadRequest.of(server.url("/a.txt"), shop.folder.resolve("none"));

    assertThatThrownBy(() -> shop.downloader().submit(request).join())
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("none")
        .hasMessageContaining("--to");
  }

  private static byte[] image(String format) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(30, 20, BufferedImage.TYPE_INT_RGB), format, bytes);
    return bytes.toByteArray();
  }
}
