package io.phalanx.coordinator.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against a server that knows as much of HTTP/2 as is needed to send one body (RFC 9113; the way
/// in is the Upgrade of RFC 7540, 3.2).
class Http2Test {
  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] BODY = "over one stream".getBytes(StandardCharsets.UTF_8);
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int SETTINGS = 4;
  private static final int END_STREAM = 1;
  private static final int END_HEADERS = 4;

  /// `:status: 200`, the eighth entry of HPACK's static table.
  private static final byte[] STATUS_200 = {(byte) 0x88};

  @TempDir private Path root;

  @Test
  void shouldSpeakHttp2WhenTheServerDoes() throws Exception {
    try (Workshop shop = new Workshop(root);
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> serve(socket));
      String url = "http://127.0.0.1:" + socket.getLocalPort() + "/a.txt";

      DownloadResult result = shop.downloader().submit(DownloadRequest.of(url, shop.folder)).join();

      assertThat(result.passage().protocol()).isEqualTo("HTTP/2");
      assertThat(result.file()).hasBinaryContent(BODY);
    }
  }

  private static void serve(ServerSocket socket) {
    try (Socket connection = socket.accept()) {
      DataInputStream in = new DataInputStream(connection.getInputStream());
      DataOutputStream out = new DataOutputStream(connection.getOutputStream());
      readHead(in);
      out.write(
          "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n"
              .getBytes(StandardCharsets.US_ASCII));
      frame(out, SETTINGS, 0, 0, new byte[0]);
      in.readFully(new byte[PREFACE.length]);
      frame(out, HEADERS, END_HEADERS, 1, STATUS_200);
      frame(out, DATA, END_STREAM, 1, BODY);
      // Until the client has enough.
      in.transferTo(ByteArrayOutputStream.nullOutputStream());
    } catch (IOException e) {
      // The client has hung up.
      return;
    }
  }

  private static void readHead(DataInputStream in) throws IOException {
    for (int last = 0; last != 0x0D0A0D0A; ) {
      last = last << 8 | in.readUnsignedByte();
    }
  }

  private static void frame(DataOutputStream out, int type, int flags, int stream, byte[] payload)
      throws IOException {
    out.writeByte(0);
    out.writeShort(payload.length);
    out.writeByte(type);
    out.writeByte(flags);
    out.writeInt(stream);
    out.write(payload);
    out.flush();
  }
}
