package io.phalanx.coordinator.download;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLException;

/// What an exception of the HTTP client means.
final class Network {
  private Network() {}

  /// True if the same would happen again, such as with a certificate that is not trusted.
  static boolean isForGood(IOException e) {
    return e instanceof SSLException && hasCause(e, java.security.GeneralSecurityException.class);
  }

  /// What went wrong, in a few words.
  static String reason(IOException e) {
    if (hasCause(e, UnresolvedAddressException.class)) {
      return "the host is not known";
    }
    if (e instanceof HttpConnectTimeoutException) {
      return "no connection in time";
    }
    if (e instanceof ConnectException) {
      return e.getMessage() == null ? "the connection was refused" : e.getMessage();
    }
    if (hasCause(e, EOFException.class)) {
      return "the connection was cut off";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static boolean hasCause(Throwable e, Class<? extends Throwable> kind) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (kind.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }
}
