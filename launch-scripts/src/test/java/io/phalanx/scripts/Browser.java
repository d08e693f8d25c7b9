package io.phalanx.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phalanx.shared.testing.Requirement;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Debian's Chromium without a screen, driven by its chromedriver through the WebDriver protocol.
///
/// Tests that want it are skipped where it is missing, but fail under `PHALANX_REQUIRE_BROWSER=1`.
final class Browser implements AutoCloseable {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process driver;
  private final HttpClient http = HttpClient.newHttpClient();
  private final URI base;
  private String session = "";

  private Browser(Process driver, URI base) {
    this.driver = driver;
    this.base = base;
  }

  /// Starts it.
  ///
  /// @param folder for its profile and its log
  static Browser open(Path folder) throws IOException, InterruptedException {
    if (!Files.isExecutable(CHROMIUM) || !Files.isExecutable(DRIVER)) {
      Requirement.missing(
          "PHALANX_REQUIRE_BROWSER", "no Chromium: apt-get install chromium chromium-driver");
    }
    int port = freePort();
    Process driver =
        new ProcessBuilder(DRIVER.toString(), "--port=" + port)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("chromedriver.log").toFile())
            .start();
    Browser browser = new Browser(driver, URI.create("http://127.0.0.1:" + port + "/"));
    try {
      Await.until("a driver of Chromium", LIMIT, browser::isListening);
      browser.begin(folder);
      return browser;
    } catch (RuntimeException | IOException | InterruptedException | AssertionError e) {
      browser.close();
      throw e;
    }
  }

  /// Opens a page at a size in CSS pixels.
  void show(Path page, int width, int height, boolean dark)
      throws IOException, InterruptedException {
    resize(width, height);
    ObjectNode media = JSON.createObjectNode();
    media
        .putArray("features")
        .addObject()
        .put("name", "prefers-color-scheme")
        .put("value", dark ? "dark" : "light");
    devTools("Emulation.setEmulatedMedia", media);
    post("url", JSON.createObjectNode().put("url", page.toUri().toString()));
  }

  /// Changes the size of the page that is shown, in CSS pixels.
  void resize(int width, int height) throws IOException, InterruptedException {
    ObjectNode size = JSON.createObjectNode();
    size.put("width", width).put("height", height).put("deviceScaleFactor", 1);
    size.put("mobile", width < 500);
    devTools("Emulation.setDeviceMetricsOverride", size);
  }

  /// What a script returns.
  JsonNode run(String script, Object... arguments) throws IOException, InterruptedException {
    ObjectNode body = JSON.createObjectNode().put("script", script);
    body.set("args", JSON.valueToTree(List.of(arguments)));
    return post("execute/sync", body);
  }

  /// The number of elements that a selector finds.
  int count(String selector) throws IOException, InterruptedException {
    return run("return document.querySelectorAll(arguments[0]).length", selector).asInt();
  }

  /// The text of an element.
  String text(String selector) throws IOException, InterruptedException {
    return run("return document.querySelector(arguments[0]).innerText", selector).asText();
  }

  /// Clicks on an element, as a person does.
  void click(String selector) throws IOException, InterruptedException {
    post("element/" + element(selector) + "/click", JSON.createObjectNode());
  }

  /// Moves the pointer onto an element.
  void hover(String selector) throws IOException, InterruptedException {
    ObjectNode body = JSON.createObjectNode();
    ObjectNode pointer = body.putArray("actions").addObject();
    pointer.put("type", "pointer").put("id", "mouse");
    ObjectNode move = pointer.putArray("actions").addObject();
    move.put("type", "pointerMove").put("duration", 0).put("x", 0).put("y", 0);
    move.putObject("origin").put("element-6066-11e4-a52e-4f735466cecf", element(selector));
    post("actions", body);
  }

  /// Presses a key on an element; those that are no character have a place in Unicode's private
  /// area.
  void press(String selector, String key) throws IOException, InterruptedException {
    post("element/" + element(selector) + "/value", JSON.createObjectNode().put("text", key));
  }

  /// What was logged to the console, and the addresses that were asked for, since it was started.
  List<String> complaintsAndRequests() throws IOException, InterruptedException {
    List<String> found = new ArrayList<>();
    for (JsonNode entry : post("se/log", JSON.createObjectNode().put("type", "browser"))) {
      found.add(entry.get("message").asText());
    }
    for (JsonNode entry : post("se/log", JSON.createObjectNode().put("type", "performance"))) {
      JsonNode message = JSON.readTree(entry.get("message").asText()).get("message");
      String url = message.at("/params/request/url").asText();
      boolean ofAPage = message.at("/params/documentURL").asText().startsWith("file:");
      if (message.get("method").asText().equals("Network.requestWillBeSent")
          && ofAPage // not the browser's own first page
          && !url.matches("(file|data):.*")) {
        found.add(url);
      }
    }
    return found;
  }

  /// Keeps the whole page as a picture.
  void picture(Path file) throws IOException, InterruptedException {
    ObjectNode whole = JSON.createObjectNode();
    whole.put("format", "png").put("captureBeyondViewport", true);
    JsonNode size =
        run("return [document.documentElement.clientWidth, document.documentElement.scrollHeight]");
    ObjectNode clip = whole.putObject("clip");
    clip.put("x", 0).put("y", 0).put("scale", 1);
    clip.put("width", size.get(0).asInt()).put("height", size.get(1).asInt());
    String png = devTools("Page.captureScreenshot", whole).get("data").asText();
    Files.createDirectories(file.getParent());
    Files.write(file, Base64.getDecoder().decode(png));
  }

  @Override
  public void close() {
    try {
      if (!session.isEmpty()) {
        send("DELETE", "session/" + session, null);
      }
    } catch (IOException e) {
      throw new AssertionError("the browser does not end", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      driver.destroy();
      http.close();
    }
  }

  private void begin(Path folder) throws IOException, InterruptedException {
    ObjectNode body = JSON.createObjectNode();
    ObjectNode wanted = body.putObject("capabilities").putObject("alwaysMatch");
    wanted.put("browserName", "chrome");
    wanted.putObject("goog:loggingPrefs").put("browser", "ALL").put("performance", "ALL");
    ObjectNode options = wanted.putObject("goog:chromeOptions");
    options.put("binary", CHROMIUM.toString());
    List.of(
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--user-data-dir=" + folder.resolve("profile"))
        .forEach(options.putArray("args")::add);
    session = send("POST", "session", body).get("sessionId").asText();
  }

  private String element(String selector) throws IOException, InterruptedException {
    ObjectNode body = JSON.createObjectNode();
    body.put("using", "css selector").put("value", selector);
    return post("element", body).elements().next().asText();
  }

  private JsonNode devTools(String command, ObjectNode params)
      throws IOException, InterruptedException {
    ObjectNode body = JSON.createObjectNode().put("cmd", command);
    body.set("params", params);
    return post("goog/cdp/execute", body);
  }

  private boolean isListening() {
    try {
      return send("GET", "status", null).path("ready").asBoolean();
    } catch (IOException e) {
      return false; // not yet
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private JsonNode post(String command, ObjectNode body) throws IOException, InterruptedException {
    return send("POST", "session/" + session + "/" + command, body);
  }

  private JsonNode send(String method, String path, @Nullable ObjectNode body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(LIMIT)
            .header("Content-Type", "application/json")
            .method(
                method,
                body == null
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(JSON.writeValueAsString(body)))
            .build();
    JsonNode answer = JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
    JsonNode value = answer.path("value");
    assertThat(value.path("error").asText()).as("%s: %s", path, value).isEmpty();
    return value;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
