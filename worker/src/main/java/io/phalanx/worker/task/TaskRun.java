package io.phalanx.worker.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.phalanx.shared.config.ClusterDirectory;
import io.phalanx.shared.config.OwnerOnly;
import io.phalanx.shared.plugin.Cause;
import io.phalanx.shared.plugin.TaskSets;
import io.phalanx.shared.protocol.TaskOffer;
import io.phalanx.shared.protocol.TaskRecord.Outcome;
import io.phalanx.shared.task.Task;
import io.phalanx.shared.task.TaskCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs tasks and makes an outcome of whatever they return or throw.
final class TaskRun {
  private static final Logger LOG = LoggerFactory.getLogger(TaskRun.class);

  /// Longest result in characters that travels in a message; a longer one goes into a file.
  private static final int RESULT_LENGTH_MAX = 4 << 10;

  private final ClusterDirectory directory;
  private final Path log;

  /// @param log of this worker
  TaskRun(ClusterDirectory directory, Path log) {
    this.directory = directory;
    this.log = log;
  }

  Outcome run(TaskOffer offer) {
    try {
      Task task = TaskSets.of(offer.jars()).named(offer.name());
      return keep(offer, TaskCall.run(task, offer.input()));
    } catch (JsonProcessingException e) {
      return failed(offer, "not JSON: cause=" + e.getOriginalMessage(), e);
    } catch (OutOfMemoryError e) {
      throw e; // whatever else runs out with it, the worker is replaced
    } catch (Exception | Error e) {
      // A task of a user throws anything; InternalError is how the JVM reports a SIGBUS.
      return failed(offer, Cause.of(e), e);
    }
  }

  private Outcome failed(TaskOffer offer, String text, Throwable cause) {
    LOG.warn("task failed: task=t{} name={}", offer.taskId(), offer.name(), cause);
    return Outcome.failed(text + "; stack trace in " + log);
  }

  private Outcome keep(TaskOffer offer, String result) throws IOException {
    if (result.length() <= RESULT_LENGTH_MAX) {
      return new Outcome(result, null, null);
    }
    Path file =
        directory.taskResults().resolve("t" + offer.taskId() + "-" + offer.ticket() + ".json");
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    OwnerOnly.createDirectories(directory.taskResults());
    Files.writeString(fresh, result);
    OwnerOnly.restrict(fresh);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    return new Outcome(null, file.toString(), null);
  }
}
