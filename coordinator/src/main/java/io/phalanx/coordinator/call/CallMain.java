package io.phalanx.coordinator.call;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Entry point of a caller: hands its command line to the cluster that runs in the directory, and
/// prints what comes back. It takes the time of a bare JVM, and so loads next to nothing: no
/// library, no lambda, no logger.
///
/// ```text
/// CallMain HOME SOCKET N PROGRAM... WORDS...
/// ```
///
/// Where the cluster cannot serve the command (it has just ended, is of another build, is another
/// directory's) nothing has happened yet, and the program, whose command has N words, does the
/// whole work itself.
public final class CallMain {
  private static final int FAILED = 1;
  private static final int HOME = 0;
  private static final int SOCKET = 1;
  private static final int PROGRAM_LENGTH = 2;
  private static final int PROGRAM = 3;
  private static final int NOT_SERVED = -1;

  private CallMain() {}

  public static void main(String[] args) throws IOException {
    int exitCode = NOT_SERVED;
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(args[SOCKET]));
      send(call(args), channel);
      exitCode = print(new DataInputStream(Channels.newInputStream(channel)));
    } catch (IOException e) {
      // Nothing has begun: print() deals with what ends later.
      exitCode = NOT_SERVED;
    }
    if (exitCode == NOT_SERVED) {
      exitCode = OwnProcess.run(args, PROGRAM);
    }
    Runtime.getRuntime().halt(exitCode);
  }

  private static void send(Call call, SocketChannel channel) throws IOException {
    DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel)));
    call.write(out);
    out.flush();
  }

  private static Call call(String[] args) throws IOException {
    int first = PROGRAM + Integer.parseInt(args[PROGRAM_LENGTH]);
    String directory = text(System.getenv("PHALANX_DIR"));
    String began = text(System.getProperty("phalanx.began"));
    return new Call(
        Build.of(Path.of(args[HOME])),
        text(System.getProperty("user.dir")),
        directory.isEmpty() ? System.getProperty("user.home") + "/.phalanx/default" : directory,
        text(System.getenv("PHALANX_KEEP_ALIVE")),
        began.isEmpty() ? 0 : Long.parseLong(began),
        isTerminal(),
        Arrays.asList(args).subList(first, args.length));
  }

  /// Prints what comes until the last frame.
  ///
  /// @return the exit code, or [#NOT_SERVED]
  /// @throws IOException if the cluster ends before it has begun with the command
  private static int print(DataInputStream in) throws IOException {
    if (in.readByte() != Frames.BEGUN) {
      return NOT_SERVED;
    }
    in.readInt();
    try (OutputStream out = new FileOutputStream(FileDescriptor.out);
        OutputStream err = new FileOutputStream(FileDescriptor.err)) {
      while (true) {
        int kind;
        byte[] bytes;
        try {
          kind = in.readByte();
          bytes = new byte[in.readInt()];
          in.readFully(bytes);
        } catch (IOException e) {
          err.write("phalanx: the cluster is gone; see phalanx jobs\n".getBytes(StandardCharsets.UTF_8));
          return FAILED;
        }
        switch (kind) {
          case Frames.OUT -> {
            if (!isWritten(out, err, bytes)) {
              return FAILED;
            }
          }
          case Frames.ERR -> err.write(bytes);
          case Frames.EXIT -> {
            return bytes[0];
          }
          default -> {
            return NOT_SERVED;
          }
        }
      }
    }
  }

  /// A result that is lost on a full disk must not pass for done; a reader that has closed the pipe
  /// has enough.
  private static boolean isWritten(OutputStream out, OutputStream err, byte[] bytes)
      throws IOException {
    try {
      out.write(bytes);
      return true;
    } catch (IOException e) {
      String cause = String.valueOf(e.getMessage());
      if (cause.contains("Broken pipe")) {
        return true;
      }
      String text = "phalanx: cannot write the result: cause=" + cause + "; check the disk\n";
      err.write(text.getBytes(StandardCharsets.UTF_8));
      return false;
    }
  }

  private static boolean isTerminal() {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
