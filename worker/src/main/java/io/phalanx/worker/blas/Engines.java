package io.phalanx.worker.blas;

import io.phalanx.shared.kernel.Blas;
import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.ledger.TileLedger;
import io.phalanx.shared.protocol.PhasePlan;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Chooses what multiplies in a phase.
///
/// Engines differ in their bits, so a phase has one: the first worker to come writes into the
/// ledger what it can do, and the others do the same or refuse. That also holds for a job that goes
/// on after a crash, on whatever machine that is. Nothing is loaded before a job asks for it.
public final class Engines {
  private static final Logger LOG = LoggerFactory.getLogger(Engines.class);

  /// Stands in a ledger for the loops of our own.
  private static final long JAVA = 1;

  private final @Nullable Path library;
  private final int threads;
  private boolean tried;
  private @Nullable OpenBlas openBlas;
  private String missing;

  /// @param library the OpenBLAS to load; null where there is none
  /// @param threads how many it may compute on
  public Engines(@Nullable Path library, int threads) {
    this.library = library;
    this.threads = threads;
    this.missing = "the distribution has no OpenBLAS for this platform";
  }

  /// What multiplies in this phase; null for a kernel's own loops, and in a phase that multiplies
  /// nothing.
  ///
  /// @param operation that of the phase
  /// @throws IllegalStateException if this worker cannot do what was asked for, or what other
  ///   workers do already
  public @Nullable Blas choose(Operation operation, PhasePlan plan, TileLedger ledger) {
    boolean adds = plan.output() != null && plan.files().partials() != null;
    if (!operation.kernels().multiplies() || adds) {
      return null;
    }
    String wanted = plan.params().getOrDefault(Blas.ENGINE, Blas.ENGINE_AUTO);
    OpenBlas own = wanted.equals(Blas.ENGINE_JAVA) ? null : load();
    if (own == null && wanted.equals(Blas.ENGINE_OPENBLAS)) {
      throw new IllegalStateException(
          "OpenBLAS does not load: cause="
              + missing
              + "; leave out --param engine=openblas to compute in Java");
    }
    long mine = own == null ? JAVA : identity(own);
    long standing = ledger.agree(mine);
    if (standing == JAVA) {
      logJava(plan, wanted, own != null);
      return null;
    }
    if (own == null || standing != mine) {
      throw new IllegalStateException(
          "this worker has not the library that multiplied in this job before: own="
              + (own == null ? "none, " + missing : own.identity())
              + "; cancel the job and run it again");
    }
    LOG.info("product: job={} engine=openblas library={}", plan.jobId(), own.identity());
    return own;
  }

  private void logJava(PhasePlan plan, String wanted, boolean loaded) {
    String cause = wanted.equals(Blas.ENGINE_JAVA) ? "asked for" : missing;
    LOG.info(
        "product: job={} engine=java cause={}",
        plan.jobId(),
        loaded ? "another worker of the job has no OpenBLAS" : cause);
  }

  private @Nullable OpenBlas load() {
    if (!tried && library != null) {
      long startNs = System.nanoTime();
      LOG.info("OpenBLAS loading: file={}", library); // the last word, if it crashes
      try {
        openBlas = OpenBlas.load(library, threads);
        LOG.info(
            "OpenBLAS loaded: file={} version={} ms={}",
            library,
            openBlas.identity(),
            String.format(Locale.ROOT, "%.1f", (System.nanoTime() - startNs) / 1e6));
      } catch (IllegalArgumentException | LinkageError | UnsupportedOperationException e) {
        missing = e.toString();
        LOG.warn("OpenBLAS not loaded: file={} cause={}", library, missing);
      }
    }
    tried = true;
    return openBlas;
  }

  /// The bits of a library depend on its version, on the kernels that it has for this processor,
  /// and on its threads.
  private static long identity(OpenBlas own) {
    CRC32C crc = new CRC32C();
    crc.update(own.identity().getBytes(StandardCharsets.UTF_8));
    return 1L << 32 | crc.getValue();
  }
}
