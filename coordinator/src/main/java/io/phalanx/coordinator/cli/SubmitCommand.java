package io.phalanx.coordinator.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.phalanx.coordinator.api.ClusterClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `phalanx submit`.
@Command(
    name = "submit",
    description = "Submits a job to the running cluster and prints its id.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  phalanx submit sigmoid in.npy --out out.npy",
      "  phalanx wait $(phalanx submit sum in.npy --param axis=rows)"
    })
final class SubmitCommand implements Callable<Integer> {
  @Mixin private Place place = new Place();
  @Mixin private Output output = new Output();
  @Mixin private JobArguments arguments = new JobArguments();

  @Override
  public Integer call() {
    arguments.configure(place.configuration(arguments.said()));
    try (ClusterClient client = place.connect()) {
      String jobId = client.submit(arguments.request());
      if (output.isJson()) {
        output.print(JsonNodeFactory.instance.objectNode().put("job", jobId));
      } else {
        output.printLine(jobId);
      }
    }
    return PhalanxCli.DONE;
  }
}
