package io.phalanx.coordinator.jobs;

import io.phalanx.coordinator.jobs.trace.Incidents;
import io.phalanx.coordinator.jobs.trace.JobTrace;
import io.phalanx.shared.ledger.TileLedger;
import io.phalanx.shared.ledger.TileState;
import io.phalanx.shared.ledger.TileState.Stage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.TreeMap;

/// What the workers of a job did, drawn from its ledgers: a line per worker, the slowest tiles, and
/// a record of all tiles whose size is bounded.
///
/// @param workers those that have done a tile, by id
/// @param slowest the tiles that took longest, slowest first
/// @param trace where its time went
public record Timeline(List<Share> workers, List<Tile> slowest, JobTrace trace) {
  /// Nothing is known.
  public static final Timeline NONE = new Timeline(List.of(), List.of(), JobTrace.NONE);

  private static final int SLOWEST_MAX = 5;

  public Timeline {
    // Timelines from before there were traces have none.
    trace = Objects.requireNonNullElse(trace, JobTrace.NONE);
  }

  /// What one worker did. A tile counts for the worker that finished it.
  ///
  /// @param worker its id
  /// @param tiles how many tiles it finished
  /// @param stolen how many of them were of another worker's band
  /// @param again how many of them had been claimed before, by a process that was lost
  /// @param workingNs from claim to end of its tiles, together
  /// @param firstNs when it claimed the first one, in ns since 1970
  /// @param lastNs when the last one was done, in ns since 1970
  public record Share(
      int worker, long tiles, long stolen, long again, long workingNs, long firstNs, long lastNs) {
    private Share plus(Share more) {
      return new Share(
          worker,
          tiles + more.tiles,
          stolen + more.stolen,
          again + more.again,
          workingNs + more.workingNs,
          Math.min(firstNs, more.firstNs),
          Math.max(lastNs, more.lastNs));
    }
  }

  /// A tile that is done.
  ///
  /// @param phase of the job
  /// @param tile of the phase
  /// @param worker who finished it
  /// @param tookNs from its last claim to its end
  public record Tile(int phase, int tile, int worker, long tookNs) {}

  /// With what the ledger of another phase says.
  Timeline plus(int phase, TileLedger ledger) {
    TreeMap<Integer, Share> shares = new TreeMap<>();
    workers.forEach(share -> shares.put(share.worker(), share));
    PriorityQueue<Tile> longest = new PriorityQueue<>(Comparator.comparingLong(Tile::tookNs));
    longest.addAll(slowest);
    for (int tile = 0; tile < ledger.tileCount(); tile++) {
      TileState state = ledger.state(tile);
      if (state.stage() == Stage.DONE) {
        Share share = share(ledger, tile, state);
        shares.merge(share.worker(), share, Share::plus);
        longest.add(new Tile(phase, tile, share.worker(), share.workingNs()));
        if (longest.size() > SLOWEST_MAX) {
          longest.remove();
        }
      }
    }
    List<Tile> sorted = new ArrayList<>(longest);
    sorted.sort(Comparator.comparingLong(Tile::tookNs).reversed());
    return new Timeline(
        List.copyOf(shares.values()), List.copyOf(sorted), trace.plus(phase, ledger));
  }

  /// With what is known of its worker processes.
  Timeline with(Incidents incidents) {
    return new Timeline(workers, slowest, trace.with(incidents));
  }

  private static Share share(TileLedger ledger, int tile, TileState state) {
    long beganNs = ledger.beganNs(tile);
    long endedNs = ledger.endedNs(tile);
    return new Share(
        state.workerId(),
        1,
        ledger.isOfOwnBand(tile, state.workerId()) ? 0 : 1,
        state.attempts() > 1 ? 1 : 0,
        // The clock of the host may have been set back in between.
        Math.max(0, endedNs - beganNs),
        beganNs,
        endedNs);
  }
}
