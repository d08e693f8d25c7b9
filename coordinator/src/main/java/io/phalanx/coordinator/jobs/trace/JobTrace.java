package io.phalanx.coordinator.jobs.trace;

import io.phalanx.shared.ledger.TileLedger;
import java.util.List;
import java.util.stream.Stream;

/// Where the time of a job went: tiles, worker processes, faults.
///
/// @param phases those of which tiles are known, in order
/// @param incidents its worker processes and how they ended
public record JobTrace(List<PhaseTrace> phases, Incidents incidents) {
  /// Nothing is known.
  public static final JobTrace NONE = new JobTrace(List.of(), Incidents.NONE);

  public JobTrace {
    phases = List.copyOf(phases);
  }

  /// With what the ledger of a further phase says.
  public JobTrace plus(int phase, TileLedger ledger) {
    PhaseTrace next = PhaseTrace.of(phase, ledger);
    if (next.zeroNs() == 0) {
      return this; // no tile was claimed
    }
    return new JobTrace(Stream.concat(phases.stream(), Stream.of(next)).toList(), incidents);
  }

  /// With what is known of its worker processes.
  public JobTrace with(Incidents known) {
    return new JobTrace(phases, known);
  }
}
