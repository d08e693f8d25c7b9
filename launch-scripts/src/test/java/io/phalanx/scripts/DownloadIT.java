package io.phalanx.scripts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.phalanx.scripts.Script.Outcome;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `phalanx download` as users run it: processes that share a cache, are killed, and run out of
/// disk.
class DownloadIT {
  @TempDir private Path root;
  private Phalanx phalanx;
  private HttpServer server;
  private ExecutorService threads;
  private final CountDownLatch half = new CountDownLatch(1);
  private final List<String> asked = new CopyOnWriteArrayList<>();

  @BeforeEach
  void serve() throws IOException {
    phalanx = Phalanx.in(root);
    threads = Executors.newVirtualThreadPerTaskExecutor();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          asked.add(path);
          exchange.getResponseHeaders().set("Cache-Control", "max-age=3600");
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream body = exchange.getResponseBody()) {
            body.write(path.getBytes(StandardCharsets.UTF_8));
            if (path.startsWith("/endless")) {
              body.flush();
              half.countDown();
              writeForever(body);
            }
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
    phalanx.close();
  }

  @Test
  void shouldKeepItsCacheAndLeaveNothingWhenProcessesAreKilled() throws Exception {
    Path to = phalanx.file("to");
    assertThat(source("/a.txt", to)).isEqualTo("FETCHED");

    Script endless = phalanx.script("download", url("/endless"), "--to", to);
    Process killed = endless.start();
    half.await();
    // The cache is the killed one's now: another one waits for nothing.
    assertThat(source("/a.txt", to)).isEqualTo("CACHED");
    assertThat(source("/b.txt", to)).isEqualTo("FETCHED");
    ClusterProcesses.kill(killed.pid());
    killed.waitFor();

    assertThat(source("/a.txt", to)).isEqualTo("CACHED");
    assertThat(source("/b.txt", to)).isEqualTo("CACHED");
    assertThat(asked).containsOnlyOnce("/a.txt", "/b.txt");
    assertThat(names(to)).containsExactlyInAnyOrder("a.txt", "b.txt");
    assertThat(names(phalanx.directory().downloads().resolve("tmp"))).isEmpty();
  }

  @Test
  void shouldRemoveWhatIsInTheMakingWhenTerminated() throws Exception {
    Path to = phalanx.file("to");
    Script endless = phalanx.script("download", url("/endless"), "--to", to);
    Process terminated = endless.start();
    half.await();
    terminated.destroy();
    Outcome outcome = endless.await(terminated);

    assertThat(outcome.exit()).isEqualTo(143);
    assertThat(names(to)).isEmpty();
    assertThat(names(phalanx.directory().downloads().resolve("tmp"))).isEmpty();
    assertThat(phalanx.directory().downloads().resolve("index.seal")).exists();
  }

  /// First no room for the file, then none for the cache.
  @Test
  void shouldFailInOneLineWhenTheDiskIsFull() throws Exception {
    Path disk = Files.createDirectory(root.resolve("disk"));
    Path steps = root.resolve("steps.sh");
    Files.writeString(
        steps,
        """
        mount -t tmpfs -o size=2m none "$DISK" || exit 77
        cat /dev/zero > "$DISK/fill" 2>/dev/null
        "$PHALANX" download "$URL" --to "$DISK" --cache "$ROOT/cache"; echo "to=$?"
        "$PHALANX" download "$URL" --to "$ROOT/to" --cache "$DISK"; echo "cache=$?"
        find "$DISK" -name "*.part"
        """);
    Outcome outcome =
        Script.of(
                root, Path.of("/bin/sh"), "-c", "exec unshare -rm /bin/sh \"$0\"", steps.toString())
            .with("PATH", System.getenv("PATH"))
            .with("HOME", root)
            .with("ROOT", root)
            .with("DISK", disk)
            .with("URL", url("/a.txt"))
            .with("PHALANX", Distribution.HOME.resolve("bin/phalanx"))
            .with("PHALANX_JAVA_HOME", System.getProperty("java.home"))
            .run();
    assumeTrue(
        outcome.exit() != 77 && !outcome.err().startsWith("unshare:"),
        () -> "no right to mount in a namespace: " + outcome.err());

    assertThat(outcome.lines()).contains("to=1").endsWith("cache=1");
    assertThat(outcome.err().lines())
        .hasSize(2)
        .allSatisfy(line ->
            assertThat(line).startsWith("phalanx: cannot ").contains("No space left on device"));
  }

  private String source(String path, Path to) throws Exception {
    JsonNode json = phalanx.json("download", url(path), "--to", to);
    return json.path("files").path(0).path("source").asText();
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private static void writeForever(OutputStream body) throws IOException {
    while (true) {
      body.write(0);
      body.flush();
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
