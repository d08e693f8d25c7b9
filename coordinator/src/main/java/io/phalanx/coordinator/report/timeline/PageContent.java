package io.phalanx.coordinator.report.timeline;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phalanx.coordinator.jobs.JobRecord;
import io.phalanx.coordinator.jobs.trace.Cell;
import io.phalanx.coordinator.jobs.trace.Fault;
import io.phalanx.coordinator.jobs.trace.Fault.Interrupted;
import io.phalanx.coordinator.jobs.trace.PhaseTrace;
import io.phalanx.coordinator.jobs.trace.Span;
import io.phalanx.coordinator.jobs.trace.WorkerLife;
import io.phalanx.coordinator.report.TimelineReport;
import io.phalanx.shared.kernel.Operation.Family;
import io.phalanx.shared.kernel.catalog.Operations;
import java.util.List;

/// What the page of a job shows, as the JSON that its script reads. Times are µs from the beginning
/// of the axis of the [view][JobView].
final class PageContent {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JobView view;

  PageContent(JobView view) {
    this.view = view;
  }

  /// @param summary the job as the command line knows it
  ObjectNode json(ObjectNode summary, ObjectNode environment) {
    ObjectNode json = JSON.createObjectNode();
    ObjectNode job = summary.deepCopy();
    job.remove("result"); // one per row may be many
    TimelineReport.of(view.job(), view.timeline()).addTo(job);
    json.set("job", job);
    json.set("environment", environment);
    view.notes().forEach(json.putArray("notes")::add);
    json.put("lengthUs", view.lengthUs());
    json.put("submittedUs", view.atMs(view.job().times().submittedMs()));
    json.put("submittedMs", view.job().times().submittedMs());
    json.put("orderedUs", since(view.job().times().orderedMs()));
    json.put("endedUs", since(view.job().times().endedMs()));
    view.workers().forEach(json.putArray("workers")::add);
    ArrayNode starts = json.putArray("starts");
    view.lives().forEach(life -> addLife(starts.addObject(), life));
    ArrayNode phases = json.putArray("phases");
    view.phases().forEach(phase -> addPhase(phases.addObject(), phase));
    ArrayNode faults = json.putArray("faults");
    view.faults().forEach(fault -> addFault(faults.addObject(), fault));
    addThroughput(json.putObject("throughput"));
    return json;
  }

  /// True of a product, whose tiles are blocks.
  static boolean isProduct(JobRecord job) {
    try {
      int inputs = job.request().inputs().size();
      return Operations.find(job.request().operation(), inputs).family() == Family.PRODUCT;
    } catch (IllegalArgumentException e) {
      return false; // a user's, of which there are no products
    }
  }

  private long since(long ms) {
    return ms == 0 ? -1 : view.atMs(ms);
  }

  private void addLife(ObjectNode json, WorkerLife life) {
    json.put("worker", life.worker());
    json.put("incarnation", life.incarnation());
    json.put("pid", life.pid());
    json.put("shown", view.isStartShown(life));
    json.put("launchedUs", view.atMs(life.launchedMs()));
    json.put("readyUs", since(life.readyMs()));
    json.put("endedUs", since(life.endedMs()));
    json.put("startMs", life.readyMs() == 0 ? -1 : life.readyMs() - life.launchedMs());
  }

  private void addPhase(ObjectNode json, PhaseTrace phase) {
    TileExtent extent = TileExtent.of(view.job().shape(), phase, isProduct(view.job()));
    json.put("phase", phase.phase());
    json.put("tiles", phase.tiles());
    json.put("tilesDone", phase.tilesDone());
    json.put("unit", extent.unit());
    json.put("units", extent.units());
    json.put("unitsPerTile", extent.unitsPerTile());
    json.put("cols", extent.columns());
    json.put("sliceUs", phase.sliceUs());
    json.put("tilesPerCell", phase.tilesPerCell());
    ArrayNode spans = json.putArray("spans");
    for (Span span : phase.spans()) {
      ArrayNode one = spans.addArray();
      one.add(span.worker()).add(span.incarnation()).add(span.first()).add(span.last());
      one.add(span.tiles()).add(view.at(phase, span.beganUs()));
      one.add(span.isOpen() ? -1 : view.at(phase, span.endedUs()));
      one.add(span.workingUs()).add(span.longestUs()).add(span.stolen()).add(span.again());
    }
    ArrayNode cells = json.putArray("cells");
    for (Cell cell : phase.cells()) {
      ArrayNode one = cells.addArray();
      one.add(cell.first()).add(cell.tiles()).add(cell.workingUs());
      one.add(cell.longestUs()).add(cell.again());
    }
  }

  private void addFault(ObjectNode json, Fault fault) {
    json.put("atUs", view.atMs(fault.atMs()));
    json.put("worker", fault.worker());
    json.put("incarnation", fault.incarnation());
    json.put("how", fault.how());
    json.put("phase", fault.phase());
    json.put("recoveryUs", fault.recoveryUs());
    json.put("replacedUs", replacedUs(fault));
    ArrayNode tiles = json.putArray("tiles");
    for (Interrupted tile : fault.tiles()) {
      ObjectNode one = tiles.addObject();
      one.put("tile", tile.tile());
      one.put("beganUs", view.atNs(tile.beganNs()));
      one.put("unitsDone", tile.unitsDone());
      one.put("attempts", tile.attempts());
    }
  }

  /// When another process had taken the place of the lost one; -1 where none had.
  private long replacedUs(Fault fault) {
    List<WorkerLife> next =
        view.lives().stream()
            .filter(life ->
                life.worker() == fault.worker() && life.incarnation() == fault.incarnation() + 1)
            .toList();
    return next.isEmpty() ? -1 : since(next.getFirst().readyMs());
  }

  private void addThroughput(ObjectNode json) {
    Throughput throughput = Throughput.of(view);
    json.put("firstUs", throughput.firstUs());
    json.put("pieceUs", throughput.pieceUs());
    json.put("bytesPerTile", view.bytesPerTile());
    ArrayNode perSecond = json.putArray("tilesPerSecond");
    for (int piece = 0; piece < throughput.pieces(); piece++) {
      perSecond.add(throughput.tilesPerSecond(piece));
    }
  }
}
