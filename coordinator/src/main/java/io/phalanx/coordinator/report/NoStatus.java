package io.phalanx.coordinator.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phalanx.coordinator.Coordinator;
import io.phalanx.coordinator.jobs.JobRecord;
import io.phalanx.coordinator.jobs.JobStore;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.config.OwnerMark;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Why a directory has no status to show.
///
/// @param directory the cluster's
/// @param state in a word
/// @param owner its coordinator; null where none is known
/// @param jobs those that can go on
/// @param reason in a sentence, with what to try
public record NoStatus(
    ClusterDirectory directory,
    State state,
    @Nullable OwnerMark owner,
    List<JobRecord> jobs,
    String reason) {
  /// What is the matter.
  public enum State {
    /// No cluster runs, and none was killed.
    STOPPED,
    /// The coordinator was killed.
    DEAD,
    /// It runs, but is of another version of Phalanx.
    OTHER_VERSION,
    /// Its files cannot be read.
    UNREADABLE
  }

  /// Looks at a directory; empty where a cluster runs whose status can be read.
  public static Optional<NoStatus> look(ClusterDirectory directory) {
    try {
      if (Files.exists(directory.root()) && !Files.isExecutable(directory.root())) {
        return Optional.of(unreadable(directory, "no permission"));
      }
      return look(directory, OwnerMark.read(directory.mark()).orElse(null));
    } catch (UncheckedIOException | IllegalArgumentException e) {
      return Optional.of(unreadable(directory, String.valueOf(e.getMessage())));
    }
  }

  private static Optional<NoStatus> look(ClusterDirectory directory, @Nullable OwnerMark owner) {
    if (owner == null) {
      return Optional.of(stopped(directory));
    }
    if (!owner.isAlive()) {
      return Optional.of(dead(directory, owner));
    }
    return owner.version().equals(Coordinator.VERSION)
        ? Optional.empty()
        : Optional.of(otherVersion(directory, owner));
  }

  private static NoStatus stopped(ClusterDirectory directory) {
    String reason =
        "no cluster is running: directory="
            + directory.root()
            + "; start one with phalanx start --detach";
    return new NoStatus(directory, State.STOPPED, null, unfinished(directory), reason);
  }

  private static NoStatus dead(ClusterDirectory directory, OwnerMark owner) {
    List<JobRecord> jobs = unfinished(directory);
    String advice =
        jobs.isEmpty()
            ? "phalanx start --detach starts another, phalanx doctor --clean tidies up"
            : "phalanx start --detach or phalanx resume goes on with its jobs";
    String reason =
        "the coordinator is dead: directory="
            + directory.root()
            + ", "
            + words(owner)
            + ", unfinishedJobs="
            + jobs.stream().map(JobRecord::job).toList()
            + "; "
            + advice;
    return new NoStatus(directory, State.DEAD, owner, jobs, reason);
  }

  private static NoStatus otherVersion(ClusterDirectory directory, OwnerMark owner) {
    String reason =
        "a cluster of another version runs here: directory="
            + directory.root()
            + ", "
            + words(owner)
            + ", thisVersion="
            + Coordinator.VERSION
            + "; use the phalanx of that version, or end it with kill "
            + owner.process().pid();
    return new NoStatus(directory, State.OTHER_VERSION, owner, List.of(), reason);
  }

  /// That of a directory whose files cannot be read.
  ///
  /// @param cause in words
  public static NoStatus unreadable(ClusterDirectory directory, String cause) {
    String reason =
        "the cluster cannot be looked at: directory="
            + directory.root()
            + ", cause="
            + cause
            + "; see phalanx doctor";
    return new NoStatus(directory, State.UNREADABLE, null, List.of(), reason);
  }

  private static String words(OwnerMark owner) {
    return "pid="
        + owner.process().pid()
        + ", version="
        + owner.version()
        + ", startedAt="
        + Instant.ofEpochMilli(owner.startedAtMs());
  }

  private static List<JobRecord> unfinished(ClusterDirectory directory) {
    return new JobStore(directory).list().stream().filter(job -> !job.state().isEnded()).toList();
  }

  /// The same names as those of [StatusJson].
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("directory", directory.root().toString());
    ObjectNode coordinator = json.putObject("coordinator");
    coordinator.put("pid", owner == null ? null : owner.process().pid());
    coordinator.put(
        "startedAt", owner == null ? null : Instant.ofEpochMilli(owner.startedAtMs()).toString());
    coordinator.put("state", state.name());
    coordinator.put("version", owner == null ? null : owner.version());
    json.putArray("workers");
    ArrayNode list = json.putArray("jobs");
    for (JobRecord job : jobs) {
      ObjectNode node = list.addObject();
      node.put("job", job.job());
      node.put("op", job.request().operation());
      node.put("state", job.state().name());
      node.put("tilesDone", job.counts().tilesDone());
      node.put("tiles", job.counts().tiles());
    }
    json.putArray("failures");
    return json;
  }
}
