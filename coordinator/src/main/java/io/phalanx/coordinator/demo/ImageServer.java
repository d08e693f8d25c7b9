package io.phalanx.coordinator.demo;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.imageio.ImageIO;

/// A web server on loopback with an image at every path, such as `/12.png`: the number makes its
/// size and colours. It keeps its first answer back until it is told, sends what may be cached for
/// a minute below `/fresh/`, and is overloaded at the first request for what lies below `/busy/`.
public final class ImageServer implements AutoCloseable {
  private static final int OK = 200;
  private static final int NOT_MODIFIED = 304;
  private static final int UNAVAILABLE = 503;

  private final HttpServer server;
  private final ExecutorService threads;
  private final CountDownLatch gate = new CountDownLatch(1);
  private final List<Answer> answers = new CopyOnWriteArrayList<>();

  private ImageServer(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /// An answer that was given.
  ///
  /// @param path asked for
  /// @param status of the answer
  /// @param bytes of its body
  public record Answer(String path, int status, int bytes) {}

  /// Starts it on a free port.
  public static ImageServer start() throws IOException {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    ImageServer server = new ImageServer(http, threads);
    http.setExecutor(threads);
    http.createContext("/", server::answer);
    http.start();
    return server;
  }

  /// The address of a path.
  public String url(String path) {
    InetSocketAddress address = server.getAddress();
    return "http://" + address.getAddress().getHostAddress() + ":" + address.getPort() + path;
  }

  /// Lets the answers out.
  public void open() {
    gate.countDown();
  }

  /// The answers so far, in the order in which they were asked for.
  public List<Answer> answers() {
    return List.copyOf(answers);
  }

  @Override
  public void close() {
    open();
    server.stop(0);
    threads.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    boolean first = answers.stream().noneMatch(answer -> answer.path().equals(path));
    String tag = "\"" + path + "\"";
    Headers headers = exchange.getResponseHeaders();
    byte[] image = {};
    int status = OK;
    if (path.startsWith("/busy/") && first) {
      status = UNAVAILABLE;
    } else if (tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
      status = NOT_MODIFIED;
    } else {
      image = image(path);
    }
    if (status != UNAVAILABLE) {
      headers.set("ETag", tag);
      headers.set("Content-Type", "image/png");
      headers.set("Cache-Control", path.startsWith("/fresh/") ? "max-age=60" : "no-cache");
    }
    answers.add(new Answer(path, status, image.length));
    awaitGate();
    try (exchange) {
      exchange.sendResponseHeaders(status, image.length == 0 ? -1 : image.length);
      if (image.length > 0) {
        exchange.getResponseBody().write(image);
      }
    }
  }

  private void awaitGate() {
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static byte[] image(String path) throws IOException {
    int number = Integer.parseInt(path.replaceAll("\\D", ""));
    BufferedImage image =
        new BufferedImage(200 + 10 * number, 100 + 10 * number, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        image.setRGB(x, y, (x * 255 / image.getWidth()) << 16 | (y * number & 0xFF) << 8 | (x ^ y));
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }
}
