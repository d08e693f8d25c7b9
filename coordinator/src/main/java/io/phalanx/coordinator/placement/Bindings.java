package io.phalanx.coordinator.placement;

import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.config.OwnerOnly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the workers of a cluster are bound to, as everybody can read it in its directory.
///
/// @param workers by id; none in a cluster that is not pinned
/// @param warnings what its user should know of that
public record Bindings(List<Binding> workers, List<String> warnings) {
  private static final String WARNING = "warning: ";

  public Bindings {
    workers = List.copyOf(workers);
    warnings = List.copyOf(warnings);
  }

  /// Those of the cluster that runs in a directory.
  public static Bindings read(ClusterDirectory directory) {
    try {
      List<String> lines = Files.readAllLines(directory.bindings());
      return new Bindings(
          lines.stream().map(Binding::parse).flatMap(Optional::stream).toList(),
          lines.stream()
              .filter(line -> line.startsWith(WARNING))
              .map(line -> line.substring(WARNING.length()))
              .toList());
    } catch (NoSuchFileException e) {
      return new Bindings(List.of(), List.of());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot read the bindings: file=" + directory.bindings() + ", cause=" + e, e);
    }
  }

  /// Writes them whole or not at all.
  void write(ClusterDirectory directory) throws IOException {
    String text = lines().stream().map(line -> line + "\n").collect(Collectors.joining());
    OwnerOnly.replace(directory.bindings(), text.getBytes(StandardCharsets.UTF_8));
  }

  /// A line for each, for people.
  public List<String> lines() {
    return Stream.concat(
            workers.stream().map(Binding::toString),
            warnings.stream().map(warning -> WARNING + warning))
        .toList();
  }

  /// The processor that a worker is bound to; empty if it is not.
  public OptionalInt core(int worker) {
    return workers.stream()
        .filter(binding -> binding.worker() == worker)
        .mapToInt(binding -> binding.cpu().id())
        .findFirst();
  }
}
