package io.phalanx.coordinator.call;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A command line, and what must be known of its caller to run it elsewhere.
///
/// As bytes, each text in UTF-8 with a zero behind it, as a shell can write it:
///
/// ```text
/// format 0 build 0 jdk 0 folder 0 directory 0 began 0 terminal 0 variable=value 0 ... 0 count 0 word 0 ...
/// ```
///
/// @param build the caller's build of the program
/// @param jdk home folder of the JDK that it would use
/// @param folder its working folder
/// @param directory its choice of a cluster directory, where the command line has none
/// @param began when its user began to wait, ms since 1970; empty where nobody knows
/// @param terminal true if its stderr is a terminal
/// @param environment the variables that it has set among those of settings
/// @param words the command line
public record Call(
    String build,
    String jdk,
    String folder,
    String directory,
    String began,
    boolean terminal,
    Map<String, String> environment,
    List<String> words) {
  private static final String FORMAT = "2";
  private static final int WORDS_MAX = 1 << 16;
  private static final int VARIABLES_MAX = 1 << 10;
  private static final int TEXT_BYTES_MAX = 1 << 20;

  public Call {
    environment = Map.copyOf(environment);
    words = List.copyOf(words);
  }

  /// Reads one.
  ///
  /// @throws IOException if it is none, or its caller goes before it has said all
  static Call read(InputStream in) throws IOException {
    String format = text(in);
    if (!format.equals(FORMAT)) {
      throw new IOException("not a call: format=" + format);
    }
    String build = text(in);
    String jdk = text(in);
    String folder = text(in);
    String directory = text(in);
    String began = text(in);
    boolean terminal = Boolean.parseBoolean(text(in));
    return new Call(build, jdk, folder, directory, began, terminal, environment(in), words(in));
  }

  private static Map<String, String> environment(InputStream in) throws IOException {
    Map<String, String> environment = new HashMap<>();
    String text = text(in);
    while (!text.isEmpty()) {
      int equals = text.indexOf('=');
      if (equals < 0 || environment.size() == VARIABLES_MAX) {
        throw new IOException("not a call: variable=" + text);
      }
      environment.put(text.substring(0, equals), text.substring(equals + 1));
      text = text(in);
    }
    return environment;
  }

  private static List<String> words(InputStream in) throws IOException {
    String text = text(in);
    int count;
    try {
      count = Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IOException("not a call: words=" + text, e);
    }
    if (count < 0 || count > WORDS_MAX) {
      throw new IOException("not a call: words=" + count);
    }
    List<String> words = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      words.add(text(in));
    }
    return words;
  }

  private static String text(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int next = in.read();
    while (next > 0) {
      if (bytes.size() == TEXT_BYTES_MAX) {
        throw new IOException("not a call: a text has more than " + TEXT_BYTES_MAX + " bytes");
      }
      bytes.write(next);
      next = in.read();
    }
    if (next < 0) {
      throw new EOFException("the caller has gone");
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new IOException("a text that is not UTF-8", e);
    }
  }
}
