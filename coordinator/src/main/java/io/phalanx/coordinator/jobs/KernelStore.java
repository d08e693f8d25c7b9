package io.phalanx.coordinator.jobs;

import io.phalanx.shared.config.Folders;
import io.phalanx.shared.config.OwnerOnly;
import io.phalanx.shared.plugin.KernelJars;
import io.phalanx.shared.protocol.JobRequest;
import io.phalanx.shared.protocol.KernelJarRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Copies of the jars that jobs, or tasks, were submitted with, by content.
///
/// A job is computed with the very classes it was planned with, by every worker, the replacements
/// of lost ones and whoever resumes it, though its user has built the jar anew meanwhile. One
/// thread of the coordinator uses it.
public final class KernelStore {
  /// Copies that are kept though no unfinished job needs them: the next job may.
  private static final int SPARE_MAX = 16;

  private final Path folder;

  /// The copies in a folder.
  public KernelStore(Path folder) {
    this.folder = folder;
  }

  /// The request with copies of its jars.
  ///
  /// @param inUse asked for the contents that unfinished jobs need, if there is something to tidy
  ///   up
  /// @throws IllegalArgumentException if a jar is gone, or another one than the client saw
  JobRequest keep(JobRequest request, Supplier<Set<String>> inUse) {
    return request.kernels().isEmpty()
        ? request
        : request.withKernels(keep(request.kernels(), inUse));
  }

  /// Copies of jars.
  ///
  /// @param inUse asked for the contents that unfinished jobs need, if there is something to tidy
  ///   up
  /// @throws IllegalArgumentException if a jar is gone, or another one than the client saw
  public List<KernelJarRef> keep(List<KernelJarRef> jars, Supplier<Set<String>> inUse) {
    List<KernelJarRef> kept = new ArrayList<>();
    boolean fresh = false;
    for (KernelJarRef jar : jars) {
      Path copy = folder.resolve(jar.sha256()).resolve(Path.of(jar.path()).getFileName());
      KernelJarRef wanted = new KernelJarRef(copy.toString(), jar.bytes(), jar.sha256());
      if (!Files.isRegularFile(copy) || !KernelJars.ref(copy).equals(wanted)) {
        copy(Path.of(jar.path()), wanted);
        fresh = true;
      }
      kept.add(wanted);
    }
    if (fresh) {
      prune(inUse.get(), kept.stream().map(KernelJarRef::sha256).toList());
    }
    return kept;
  }

  private static void copy(Path jar, KernelJarRef wanted) {
    if (!Files.isRegularFile(jar)) {
      throw new IllegalArgumentException("no such kernel jar: kernels=" + jar);
    }
    Path copy = Path.of(wanted.path());
    Path fresh = copy.resolveSibling(copy.getFileName() + ".new");
    try {
      OwnerOnly.createDirectories(Objects.requireNonNull(copy.getParent()));
      Files.copy(jar, fresh, StandardCopyOption.REPLACE_EXISTING);
      OwnerOnly.restrict(fresh);
      if (!KernelJars.ref(fresh).sha256().equals(wanted.sha256())) {
        Files.delete(fresh);
        throw new IllegalArgumentException(
            "kernel jar changed since it was read: kernels=" + jar + "; submit the job again");
      }
      Files.move(fresh, copy, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot keep a kernel jar: kernels=" + jar + ", copy=" + copy + ", cause=" + e, e);
    }
  }

  private void prune(Set<String> inUse, List<String> asked) {
    try (Stream<Path> all = Files.list(folder)) {
      List<Path> spare =
          all.filter(
                  copy -> {
                    String content = copy.getFileName().toString();
                    return !inUse.contains(content) && !asked.contains(content);
                  })
              .sorted(Comparator.comparingLong(KernelStore::age))
              .toList();
      for (Path copy : spare.subList(0, Math.max(0, spare.size() - SPARE_MAX))) {
        Folders.delete(copy);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot tidy up kernel jars: folder=" + folder + ", cause=" + e, e);
    }
  }

  private static long age(Path copy) {
    try {
      return Files.getLastModifiedTime(copy).toMillis();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look at: folder=" + copy + ", cause=" + e, e);
    }
  }
}
