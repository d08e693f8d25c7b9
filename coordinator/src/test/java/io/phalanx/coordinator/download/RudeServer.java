package io.phalanx.coordinator.download;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// An HTTP server on loopback that does what it is told, however wrong: answers are written byte by
/// byte. One request a connection.
final class RudeServer implements AutoCloseable {
  /// A request.
  ///
  /// @param number of requests for the same path before
  record Request(String path, Map<String, String> headers, int number) {
    String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }
  }

  /// What it does with a request.
  interface Answer {
    void write(Request request, OutputStream out) throws Exception;
  }

  private final ServerSocket socket;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private RudeServer(ServerSocket socket) {
    this.socket = socket;
  }

  static RudeServer start() throws IOException {
    RudeServer server = new RudeServer(new ServerSocket(0, 256, InetAddress.getLoopbackAddress()));
    Thread.ofVirtual().start(server::accept);
    return server;
  }

  RudeServer on(String path, Answer answer) {
    answers.put(path, answer);
    return this;
  }

  /// Answers with the same text each time.
  RudeServer on(String path, String body, String... headers) {
    return on(
        path, (request, out) -> respond(out, 200, body.getBytes(StandardCharsets.UTF_8), headers));
  }

  String url(String path) {
    return "http://127.0.0.1:" + socket.getLocalPort() + path;
  }

  /// The same under another name of this host.
  String otherUrl(String path) {
    return "http://localhost:" + socket.getLocalPort() + path;
  }

  /// Those for a path.
  List<Request> requests(String path) {
    return requests.stream().filter(request -> request.path().equals(path)).toList();
  }

  List<Request> requests() {
    return List.copyOf(requests);
  }

  /// A whole answer.
  static void respond(OutputStream out, int status, byte[] body, String... headers)
      throws IOException {
    List<String> lines = new ArrayList<>(List.of(headers));
    lines.add("Content-Length: " + body.length);
    head(out, status, lines.toArray(String[]::new));
    out.write(body);
    out.flush();
  }

  /// The head of an answer, whose body is to follow.
  static void head(OutputStream out, int status, String... headers) throws IOException {
    StringBuilder text = new StringBuilder("HTTP/1.1 " + status + " x\r\nConnection: close\r\n");
    for (String header : headers) {
      text.append(header.isEmpty() ? "" : header + "\r\n");
    }
    out.write(text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (Socket connection : open) {
      connection.close();
    }
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        open.add(connection);
        Thread.ofVirtual().start(() -> serve(connection));
      } catch (IOException e) {
        // The end of the test.
        return;
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      InputStream in = new BufferedInputStream(connection.getInputStream());
      String path = line(in).split(" ", -1)[1];
      Map<String, String> headers = new HashMap<>();
      for (String line = line(in); !line.isEmpty(); line = line(in)) {
        int colon = line.indexOf(':');
        headers.put(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
      Request request;
      synchronized (this) {
        request = new Request(path, headers, requests(path).size());
        requests.add(request);
      }
      Answer answer = answers.get(path);
      if (answer == null) {
        respond(connection.getOutputStream(), 404, new byte[0]);
      } else {
        answer.write(request, connection.getOutputStream());
      }
    } catch (Exception e) {
      // Clients hang up on purpose: what they make of it is what is tested.
      return;
    } finally {
      open.remove(connection);
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("closed");
      }
      line.append(c == '\r' ? "" : (char) c);
    }
    return line.toString();
  }
}
