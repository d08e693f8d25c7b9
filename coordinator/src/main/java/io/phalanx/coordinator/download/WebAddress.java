package io.phalanx.coordinator.download;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An address to download from: http or https, with a host, in the one spelling that is sent and
/// compared. The fragment is not part of it.
///
/// @param uri as it is sent
public record WebAddress(URI uri) {
  private static final Pattern SPELLING =
      Pattern.compile("(https?)://([^/?#]*)([^#]*)(?:#.*)?", Pattern.CASE_INSENSITIVE);

  private static final Pattern AUTHORITY =
      Pattern.compile("([^\\[\\]:@]+|\\[[0-9a-fA-F:.]+])(?::(\\d{0,5}))?");

  /// Steps upwards that lead out of the root: they stay there (RFC 3986, 5.2.4).
  private static final String ABOVE_ROOT = "^(https?://[^/?#]*)/(\\.\\./)+";

  private static final String AS_THEY_ARE =
      "!#$%&'()*+,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]_abcdefghijklmnopqrstuvwxyz~";

  /// Reads an address as people and servers write it: characters that must not stand in one are
  /// encoded.
  ///
  /// @throws IllegalArgumentException if it is none, with the reason
  public static WebAddress parse(String text) {
    Matcher spelling = SPELLING.matcher(text.strip());
    if (!spelling.matches()) {
      throw new IllegalArgumentException(
          "not an address to download from: url=" + text + "; it begins with http:// or https://");
    }
    String scheme = spelling.group(1).toLowerCase(Locale.ROOT);
    String path = spelling.group(3).startsWith("/") ? spelling.group(3) : "/" + spelling.group(3);
    try {
      URI uri = new URI(scheme + "://" + authority(scheme, spelling.group(2)) + encoded(path));
      if (uri.getHost() == null) {
        throw new IllegalArgumentException("no host");
      }
      return new WebAddress(uri);
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "not an address to download from: url=" + text.strip() + ", cause=" + e.getMessage(), e);
    }
  }

  /// Where a response sends whoever asked here.
  ///
  /// @param location what its header says, absolute or relative
  /// @throws IllegalArgumentException if that is no address, or one that must not be followed: from
  ///   https never to http, where everybody could read along
  WebAddress redirected(String location) {
    String target = uri.resolve(encoded(location.strip())).toString();
    return requireAsSecure(parse(target.replaceFirst(ABOVE_ROOT, "$1/")), location);
  }

  private WebAddress requireAsSecure(WebAddress target, String location) {
    if (isSecure() && !target.isSecure()) {
      throw new IllegalArgumentException("redirected from https to http: location=" + location);
    }
    return target;
  }

  boolean isSecure() {
    return uri.getScheme().equals("https");
  }

  /// The host, for limits.
  String host() {
    return uri.getHost();
  }

  @Override
  public String toString() {
    return uri.toString();
  }

  private static String authority(String scheme, String text) {
    if (text.contains("@")) {
      throw new IllegalArgumentException("a user and password in an address are not supported");
    }
    Matcher authority = AUTHORITY.matcher(text);
    if (!authority.matches()) {
      throw new IllegalArgumentException("no host");
    }
    String host = authority.group(1);
    if (!host.startsWith("[")) {
      host = IDN.toASCII(host, IDN.ALLOW_UNASSIGNED);
    }
    String port = authority.group(2) == null ? "" : authority.group(2);
    if (!port.isEmpty() && Integer.parseInt(port) > 0xFFFF) {
      throw new IllegalArgumentException("no such port: port=" + port);
    }
    boolean usual = port.isEmpty() || port.equals(scheme.equals("http") ? "80" : "443");
    return host.toLowerCase(Locale.ROOT) + (usual ? "" : ":" + port);
  }

  /// Percent signs stay if they encode something.
  private static String encoded(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (b > 0 && AS_THEY_ARE.indexOf(b) >= 0) {
        encoded.append((char) b);
      } else {
        encoded.append(String.format(Locale.ROOT, "%%%02X", b & 0xFF));
      }
    }
    return encoded.toString().replaceAll("%(?![0-9a-fA-F]{2})", "%25");
  }
}
