package io.phalanx.coordinator.jobs;

import io.phalanx.coordinator.jobs.PhaseSpec.Role;
import io.phalanx.shared.kernel.Operation.Family;
import io.phalanx.shared.kernel.Product;
import io.phalanx.shared.ledger.TileLedger;
import io.phalanx.shared.ledger.TileState.Stage;
import io.phalanx.shared.matrix.Tiling;
import java.util.ArrayList;
import java.util.List;

/// The state in which a job that is not whole leaves its files, in words, by its ledger.
///
/// @param plan the job
/// @param phase the phase it is in
/// @param ledger the ledger of that phase
record FileState(JobPlan plan, int phase, TileLedger ledger) {
  private static final int TILES_NAMED_MAX = 4;

  /// The state in words.
  ///
  /// @param unknown tiles of which it could not be found out how far they are
  String describe(int unknown) {
    if (!plan.request().inPlace()) {
      return plan.writesFile() ? "no output was written" : "there is no result";
    }
    String file = "file=" + plan.inputs().getFirst().path();
    if (plan.phases().get(phase).role() != Role.OUTPUT) {
      return file + " is as before";
    }
    int torn = ledger.count(Stage.CLAIMED) - unknown;
    return file
        + " was being changed in place: "
        + ledger.count(Stage.DONE)
        + " of "
        + ledger.tileCount()
        + " tiles are transformed, "
        + begun()
        + (torn == 0 ? "" : torn + " may be partly transformed, ")
        + (unknown == 0 ? "" : unknown + " are in an unknown state, ")
        + "the rest is as before";
  }

  /// What a tile covers, such as `rows 10 to 19`.
  String extent(int tile) {
    if (isProduct()) {
      Product.Part part = plan.product().cut().part(tile);
      return "rows "
          + part.firstRow()
          + " to "
          + (part.limitRow() - 1)
          + ", columns "
          + part.firstCol()
          + " to "
          + (part.limitCol() - 1);
    }
    return units() + " " + tiling().first(tile) + " to " + (tiling().limit(tile) - 1);
  }

  /// True if tiles are blocks of a product.
  private boolean isProduct() {
    boolean adds = phase > 0 && plan.phases().get(phase - 1).role() == Role.SUMS;
    return plan.operation().family() == Family.PRODUCT
        && plan.phases().get(phase).role() != Role.STATISTIC
        && !adds;
  }

  private String begun() {
    List<String> named = new ArrayList<>();
    int count = 0;
    for (int tile = 0; tile < ledger.tileCount(); tile++) {
      long done = ledger.unitsDone(tile);
      if (done > 0 && ledger.state(tile).stage() == Stage.FREE && count++ < TILES_NAMED_MAX) {
        long first = tiling().first(tile);
        named.add(
            "of tile " + tile + " the " + units() + " " + first + " to " + (first + done - 1));
      }
    }
    String more = count > named.size() ? " and " + (count - named.size()) + " tiles more" : "";
    return named.isEmpty() ? "" : String.join(", ", named) + more + ", ";
  }

  private Tiling tiling() {
    return plan.phases().get(phase).tiling();
  }

  private String units() {
    return plan.operation().family().isFlat() ? "elements" : "rows";
  }
}
