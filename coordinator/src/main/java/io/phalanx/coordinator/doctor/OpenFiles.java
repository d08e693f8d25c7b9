package io.phalanx.coordinator.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Which files processes have open or mapped, as far as Linux tells this user.
///
/// @param paths of the files
/// @param known false where the system does not tell
record OpenFiles(Set<String> paths, boolean known) {
  private static final String PROCESS = "[0-9]*";

  static OpenFiles look() {
    Path proc = Path.of("/proc");
    if (!Files.isDirectory(proc.resolve("self/fd"))) {
      return new OpenFiles(Set.of(), false);
    }
    Set<String> paths = new HashSet<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, PROCESS)) {
      processes.forEach(process -> add(process, paths));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list processes: cause=" + e, e);
    }
    return new OpenFiles(paths, true);
  }

  boolean has(Path file) {
    return paths.contains(file.toString());
  }

  /// Processes of others cannot be looked at, and those that end meanwhile have nothing open.
  private static void add(Path process, Set<String> paths) {
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
      descriptors.forEach(descriptor -> target(descriptor).ifPresent(paths::add));
      // Names of files are any bytes.
      byte[] maps = Files.readAllBytes(process.resolve("maps"));
      new String(maps, StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.indexOf('/') >= 0)
          .forEach(line -> paths.add(line.substring(line.indexOf('/'))));
    } catch (IOException | DirectoryIteratorException e) {
      return;
    }
  }

  private static Optional<String> target(Path descriptor) {
    try {
      return Optional.of(Files.readSymbolicLink(descriptor).toString());
    } catch (IOException e) {
      return Optional.empty(); // closed meanwhile
    }
  }
}
