package io.phalanx.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DownloadCommandTest {
  @TempDir private Path root;
  private HttpServer server;
  private Path to;

  @BeforeEach
  void serve() throws IOException {
    to = root.resolve("to");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestURI().getPath().getBytes(StandardCharsets.UTF_8);
          boolean good = !exchange.getRequestURI().getPath().startsWith("/bad");
          exchange.getResponseHeaders().set("Cache-Control", "max-age=60");
          exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
          exchange.sendResponseHeaders(good ? 200 : 404, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void shouldDownloadWhatIsNamedAndListed() throws IOException {
    Path list = root.resolve("urls.txt");
    Path stale = Files.createDirectories(to).resolve(".phalanx-999999999-1-ab.part");
    Files.createFile(stale);
    Files.writeString(list, "# two\n\n" + url("/b.txt") + "\n  " + url("/c.txt") + "   7  \n");

    CliRun run = download(url("/a.txt"), "--from", list);

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines())
        .hasSize(4)
        .anyMatch(line ->
            line.startsWith("fetched") && line.contains("text/plain") && line.endsWith("a.txt"));
    assertThat(to.resolve("a.txt")).hasContent("/a.txt");
    assertThat(to.resolve("b.txt")).hasContent("/b.txt");
    assertThat(to.resolve("c.txt")).hasContent("/c.txt");
    assertThat(stale).doesNotExist();
    assertThat(download(url("/b.txt")).out()).contains("cached");
    assertThat(download(url("/b.txt"), "--no-cache").out()).contains("fetched");
  }

  @Test
  void shouldTellProgramsWhatCameAndWhatFailed() throws IOException {
    CliRun run = download(url("/a.txt"), url("/bad"), "--priority", 3, "--json");

    assertThat(run.exitCode()).isEqualTo(PhalanxCli.FAILED);
    assertThat(run.out()).hasLineCount(1);
    JsonNode json = new ObjectMapper().readTree(run.out());
    assertThat(json.path("done").asInt()).isEqualTo(1);
    assertThat(json.path("failed").asInt()).isEqualTo(1);
    JsonNode good = json.path("files").path(0);
    assertThat(good.path("state").asText()).isEqualTo("DONE");
    assertThat(good.path("priority").asInt()).isEqualTo(3);
    assertThat(good.path("bytes").asInt()).isEqualTo(6);
    assertThat(good.path("source").asText()).isEqualTo("FETCHED");
    assertThat(Path.of(good.path("file").asText())).hasContent("/a.txt");
    JsonNode bad = json.path("files").path(1);
    assertThat(bad.path("state").asText()).isEqualTo("FAILED");
    assertThat(bad.path("error").asText()).contains("status=404");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "                                       | no URL",
        "example.org/a.png                      | url=example.org/a.png",
        "http://u:p@example.org/                | user and password",
        "http://example.org/ --connections 0    | total=0",
        "http://example.org/ --per-host 0       | perHost=0",
        "http://example.org/ --max-size big     | 'big'",
        "http://example.org/ --timeout soon     | 'soon'",
        "http://example.org/ --timeout 0s       | timeoutMs=0",
        "http://example.org/ --retries -1       | retriesMax=-1",
        "http://example.org/ --priority high    | 'high'",
        "--from none.txt                        | no such file",
        "--from bad.txt                         | bad.txt, line=2",
        "http://example.org/ --to bad.txt       | cannot make the folder",
      })
  void shouldRefuseInOneLineWhenUsageIsWrong(String command, String reason) throws IOException {
    Files.writeString(root.resolve("bad.txt"), "http://example.org/\nnothing\n");
    String[] words = command == null ? new String[0] : command.split(" +", -1);
    Object[] arguments =
        Stream.concat(
                Stream.of("download", "--dir", root.resolve("cluster")),
                Stream.of(words)
                    .map(word -> word.endsWith(".txt") ? root.resolve(word).toString() : word))
            .toArray();

    CliRun run = CliRun.of(arguments);

    assertThat(run.err()).contains(reason).startsWith("phalanx: ").hasLineCount(1);
    assertThat(run.exitCode()).isEqualTo(PhalanxCli.USAGE);
    assertThat(run.out()).isEmpty();
    assertThat(root.resolve("cluster")).doesNotExist();
  }

  @Test
  void shouldFailInOneLineWhenTheCacheCannotBe() throws IOException {
    Path file = Files.createFile(root.resolve("file"));

    CliRun run = download(url("/a.txt"), "--cache", file);

    assertThat(run.err()).contains("download cache", "file=" + file, "--cache").hasLineCount(1);
    assertThat(run.exitCode()).isEqualTo(PhalanxCli.FAILED);
  }

  @Test
  void shouldDemonstrateTheDownloader() {
    CliRun run = CliRun.of("demo", "downloader", "--dir", root.resolve("cluster"));

    assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
    assertThat(run.out()).contains("0 4 2 1 3", "CACHED", "REVALIDATED").doesNotContain("WRONG");
  }

  private CliRun download(Object... arguments) {
    return CliRun.of(
        Stream.concat(
                Stream.of("download", "--dir", root.resolve("cluster"), "--to", to),
                Stream.of(arguments))
            .toArray());
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }
}
