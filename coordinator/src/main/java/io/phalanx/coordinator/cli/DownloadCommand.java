package io.phalanx.coordinator.cli;

import io.phalanx.coordinator.download.DownloadRequest;
import io.phalanx.coordinator.download.DownloaderSettings;
import io.phalanx.coordinator.download.WebAddress;
import io.phalanx.coordinator.download.body.PartFile;
import io.phalanx.coordinator.report.download.DownloadEnd;
import io.phalanx.coordinator.report.download.DownloadJson;
import io.phalanx.coordinator.report.download.DownloadText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `phalanx download`.
@Command(
    name = "download",
    description = {
      "Downloads files over http and https. No cluster is needed.",
      "Each address is fetched once, urgent ones first. What the server lets be kept is kept across"
          + " runs, and asked for again when it may have changed. Failures that may pass (5xx, 429,"
          + " the connection) are tried again. A file appears under its name when it is whole; one"
          + " that is there already stays, and the new one gets a number, unless they are the same."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Lines of --from are a URL each, with a priority behind it if it is to differ; lines that begin"
          + " with # are passed over.",
      "Several commands may use one cache at the same time; none waits for another.",
      "",
      "Examples:",
      "  phalanx download https://example.org/cat.png --to images",
      "  phalanx download --from urls.txt --to images --per-host 2 --json",
      "  phalanx download https://example.org/urgent.png --priority 9 --from urls.txt"
    })
final class DownloadCommand implements Callable<Integer> {
  @Mixin private Place place = new Place();
  @Mixin private Output output = new Output();

  @Parameters(arity = "0..*", paramLabel = "URL", description = "Addresses to download.")
  private List<String> urls = List.of();

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description = "Download the addresses in this file as well.")
  private @Nullable Path from;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description = "Folder for the files, made where it is missing (default: the current one).")
  private Path to = Path.of("");

  @Option(
      names = "--priority",
      paramLabel = "P",
      description = "Of the URLs on the command line: the greater, the sooner (default: 0).")
  private int priority = DownloadRequest.NORMAL;

  @Option(names = "--force", description = "Replace files of the same names.")
  private boolean replacing;

  @Mixin private DownloadOptions options = new DownloadOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    List<DownloadRequest> requests = requests();
    if (requests.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "no URL");
    }
    DownloaderSettings settings = options.settings(place.directory().downloads());
    requireFolder(to);
    PartFile.removeStale(to.toAbsolutePath());
    long startNs = System.nanoTime();
    List<DownloadEnd> ends;
    try (DownloadRun run = DownloadRun.open(settings)) {
      ends = run.all(requests);
    }
    if (output.isJson()) {
      output.print(DownloadJson.of(ends, (System.nanoTime() - startNs) / 1e9));
    } else {
      output.printText(DownloadText.of(ends));
    }
    boolean allDone = ends.stream().allMatch(end -> end.result() != null);
    return allDone ? PhalanxCli.DONE : PhalanxCli.FAILED;
  }

  private List<DownloadRequest> requests() {
    List<DownloadRequest> requests = new ArrayList<>();
    for (String url : urls) {
      requests.add(new DownloadRequest(WebAddress.parse(url), priority, to, replacing));
    }
    if (from != null) {
      for (AddressList.Line line : new AddressList(from).read()) {
        requests.add(new DownloadRequest(line.address(), line.priority(), to, replacing));
      }
    }
    return requests;
  }

  private static void requireFolder(Path folder) {
    try {
      Files.createDirectories(folder.toAbsolutePath());
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "cannot make the folder: folder="
              + folder
              + ", cause="
              + e
              + "; choose another with --to",
          e);
    }
    if (!Files.isWritable(folder.toAbsolutePath())) {
      throw new IllegalArgumentException(
          "cannot write to the folder: folder=" + folder + "; choose another with --to");
    }
  }
}
