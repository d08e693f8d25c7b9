package io.phalanx.coordinator.cli;

import io.phalanx.coordinator.download.DownloadRequest;
import io.phalanx.coordinator.download.WebAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A file of addresses: one a line, with its priority behind it if it has one. Empty lines and
/// those that begin with # are passed over.
record AddressList(Path file) {
  /// One line.
  record Line(WebAddress address, int priority) {}

  /// @throws IllegalArgumentException if the file cannot be read, or a line is wrong
  List<Line> read() {
    List<Line> read = new ArrayList<>();
    List<String> lines = lines();
    for (int number = 1; number <= lines.size(); number++) {
      String line = lines.get(number - 1).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        read.add(line(line, number));
      }
    }
    return read;
  }

  private Line line(String line, int number) {
    String[] words = line.split("\\s+", -1);
    try {
      if (words.length > 2) {
        throw new IllegalArgumentException("neither URL nor URL PRIORITY: " + line);
      }
      int priority = words.length == 2 ? Integer.parseInt(words[1]) : DownloadRequest.NORMAL;
      return new Line(WebAddress.parse(words[0]), priority);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "wrong line: file=" + file + ", line=" + number + ", cause=" + e.getMessage(), e);
    }
  }

  private List<String> lines() {
    try {
      return Files.readAllLines(file);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("no such file: file=" + file, e);
    } catch (MalformedInputException e) {
      throw new IllegalArgumentException("not a text in UTF-8: file=" + file, e);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "cannot read: file=" + file + ", cause=" + e.getMessage(), new UncheckedIOException(e));
    }
  }
}
