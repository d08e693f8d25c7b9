package io.phalanx.coordinator.call;

import io.phalanx.shared.config.OwnerOnly;
import io.phalanx.shared.lifecycle.PhalanxException;
import io.phalanx.shared.lifecycle.PhalanxException.Category;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Serves commands on a socket in the cluster's directory, each on two threads: one runs it, the
/// other waits for the caller to go. Between calls it costs nothing, since the system wakes it.
public final class CallServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CallServer.class);
  private static final int CALLS_MAX = 64;

  private final Path socket;
  private final ServerSocketChannel server;
  private final String build;
  private final CallHandler handler;
  private final Semaphore free = new Semaphore(CALLS_MAX);

  private CallServer(Path socket, ServerSocketChannel server, String build, CallHandler handler) {
    this.socket = socket;
    this.server = server;
    this.build = build;
    this.handler = handler;
  }

  /// Begins to serve; null where that is not possible, such as in a directory whose path is too
  /// long for a socket: callers then do without.
  ///
  /// @param build of this program; callers of another one are sent away
  public static @Nullable CallServer open(Path socket, String build, CallHandler handler) {
    try {
      Files.deleteIfExists(socket);
      ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        server.bind(UnixDomainSocketAddress.of(socket));
        OwnerOnly.restrict(socket);
      } catch (IOException | RuntimeException e) {
        server.close();
        throw e;
      }
      CallServer calls = new CallServer(socket, server, build, handler);
      Thread.ofPlatform().daemon().name("calls").start(calls::acceptAll);
      return calls;
    } catch (IOException | RuntimeException e) {
      LOG.warn("commands are not served: socket={} cause={}", socket, e.toString());
      return null;
    }
  }

  private void acceptAll() {
    handler.rehearse();
    try {
      while (true) {
        SocketChannel caller = server.accept();
        Thread.ofPlatform().daemon().name("call").start(() -> serve(caller));
      }
    } catch (ClosedChannelException e) {
      LOG.debug("no more calls", e);
    } catch (IOException e) {
      LOG.error("no more calls: cause={}", e.toString(), e);
    }
  }

  private void serve(SocketChannel channel) {
    try (SocketChannel caller = channel) {
      DataInputStream in =
          new DataInputStream(new BufferedInputStream(Channels.newInputStream(caller)));
      DataOutputStream out =
          new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(caller)));
      Call call = Call.read(in);
      if (!call.build().equals(build) || !free.tryAcquire()) {
        Frames.write(out, Frames.ELSEWHERE, new byte[0], 0, 0);
        return;
      }
      try {
        serve(call, in, out);
      } finally {
        free.release();
      }
    } catch (IOException e) {
      LOG.info("caller gone: cause={}", e.toString());
    } catch (RuntimeException e) {
      LOG.error("call failed: cause={}", e.toString(), e);
    }
  }

  private void serve(Call call, InputStream in, DataOutputStream out) throws IOException {
    ServedCaller caller =
        new ServedCaller(
            call, Frames.stream(out, Frames.OUT), Frames.stream(out, Frames.ERR));
    Frames.write(out, Frames.BEGUN, new byte[0], 0, 0);
    Thread.ofPlatform().daemon().name("caller-watch").start(() -> awaitGone(in, caller));
    int exitCode = handler.run(caller, call.words());
    if (exitCode == CallHandler.ELSEWHERE) {
      Frames.write(out, Frames.ELSEWHERE, new byte[0], 0, 0);
    } else {
      Frames.write(out, Frames.EXIT, new byte[] {(byte) exitCode}, 0, 1);
    }
  }

  /// A caller says nothing more: what comes is its end, or that of this connection.
  private static void awaitGone(InputStream in, ServedCaller caller) {
    try {
      while (in.read() >= 0) {
        // Nobody writes; a stray byte changes nothing.
      }
    } catch (IOException e) {
      LOG.debug("connection closed", e);
    }
    caller.leave();
  }

  /// Takes no more calls, and waits for those that are being served.
  @Override
  public void close() {
    try {
      server.close();
      Files.deleteIfExists(socket);
    } catch (IOException e) {
      throw new PhalanxException(
          Category.FATAL, "cannot close: socket=" + socket + ", cause=" + e, e);
    }
    free.acquireUninterruptibly(CALLS_MAX);
  }
}
