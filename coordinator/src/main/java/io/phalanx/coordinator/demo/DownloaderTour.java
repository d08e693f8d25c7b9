package io.phalanx.coordinator.demo;

import io.phalanx.coordinator.demo.ImageServer.Answer;
import io.phalanx.coordinator.download.Backoff;
import io.phalanx.coordinator.download.DownloadLimits;
import io.phalanx.coordinator.download.DownloadRequest;
import io.phalanx.coordinator.download.DownloadResult;
import io.phalanx.coordinator.download.Downloader;
import io.phalanx.coordinator.download.DownloaderSettings;
import io.phalanx.coordinator.download.DownloaderSettings.Slots;
import io.phalanx.coordinator.download.cache.CacheSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/// Shows what the downloader does, against a server of its own, and checks each step by what the
/// server saw.
public final class DownloaderTour {
  private static final int ASKERS = 20;

  private final ImageServer server;
  private final Path folder;
  private final DownloaderSettings settings;
  private final List<Step> steps = new ArrayList<>();

  private DownloaderTour(ImageServer server, Path folder) {
    this.server = server;
    this.folder = folder;
    settings =
        new DownloaderSettings(
            new Slots(1, 1),
            DownloadLimits.DEFAULT,
            new Backoff(3, 50, 100),
            CacheSettings.of(folder.resolve("cache")));
  }

  /// What was shown.
  ///
  /// @param shows which property
  /// @param downloads how many were asked for
  /// @param answers of the server
  /// @param bytes that the server sent
  /// @param seen in words
  /// @param right false if it was not so
  public record Step(
      String shows, int downloads, int answers, long bytes, String seen, boolean right) {}

  /// Goes through all steps.
  ///
  /// @param folder for files and a cache, which exists and is empty
  public static List<Step> through(Path folder) throws IOException {
    try (ImageServer server = ImageServer.start()) {
      DownloaderTour tour = new DownloaderTour(server, folder);
      try (Downloader downloader = Downloader.open(tour.settings)) {
        tour.priority(downloader);
        tour.sharing(downloader);
        tour.retry(downloader);
        tour.images(downloader);
      }
      try (Downloader downloader = Downloader.open(tour.settings)) {
        tour.hit(downloader);
        tour.revalidation(downloader);
      }
      return List.copyOf(tour.steps);
    }
  }

  /// One slot, which the first one holds until all others wait.
  private void priority(Downloader downloader) throws IOException {
    List<CompletableFuture<DownloadResult>> asked = new ArrayList<>();
    asked.add(downloader.submit(request("/first/0.png")));
    asked.add(downloader.submit(request("/1.png").withPriority(1)));
    asked.add(downloader.submit(request("/2.png").withPriority(5)));
    asked.add(downloader.submit(request("/3.png").withPriority(1)));
    asked.add(downloader.submit(request("/4.png").withPriority(9)));
    server.open();
    asked.forEach(CompletableFuture::join);
    String order =
        server.answers().stream()
            .map(answer -> answer.path().replaceAll("\\D", ""))
            .collect(Collectors.joining(" "));
    add(
        "strict priority",
        asked.size(),
        server.answers(),
        "asked for 0 1 2 3 4 with priorities 0 1 5 1 9, started in order " + order,
        order.equals("0 4 2 1 3"));
  }

  private void sharing(Downloader downloader) throws IOException {
    int before = server.answers().size();
    List<CompletableFuture<DownloadResult>> asked = new ArrayList<>();
    for (int asker = 0; asker < ASKERS; asker++) {
      asked.add(downloader.submit(request("/fresh/5.png")));
    }
    asked.forEach(CompletableFuture::join);
    List<Answer> answers = since(before);
    add("one fetch for all", ASKERS, answers, ASKERS + " asked for one image", answers.size() == 1);
  }

  private void retry(Downloader downloader) throws IOException {
    int before = server.answers().size();
    DownloadResult result = downloader.submit(request("/busy/6.png")).join();
    List<Answer> answers = since(before);
    int attempts = result.passage().attempts();
    String seen = "status 503 first, " + attempts + " attempts";
    add("another attempt", 1, answers, seen, attempts == 2 && answers.size() == 2);
  }

  private void images(Downloader downloader) throws IOException {
    int before = server.answers().size();
    DownloadResult result = downloader.submit(request("/7.png")).join();
    String image = String.valueOf(result.content().image());
    add("images measured", 1, since(before), image, image.equals("png 270x170"));
  }

  private void hit(Downloader downloader) throws IOException {
    int before = server.answers().size();
    DownloadResult result = downloader.submit(request("/fresh/5.png")).join();
    List<Answer> answers = since(before);
    String seen = "after a restart: " + result.passage().source() + ", the server was not asked";
    boolean right = result.passage().source() == DownloadResult.Source.CACHED && answers.isEmpty();
    add("cache hit", 1, answers, seen, right);
  }

  private void revalidation(Downloader downloader) throws IOException {
    int before = server.answers().size();
    DownloadResult result = downloader.submit(request("/7.png")).join();
    List<Answer> answers = since(before);
    String seen = "after a restart: " + result.passage().source() + " by ETag, no body was sent";
    boolean right =
        result.passage().source() == DownloadResult.Source.REVALIDATED
            && bytes(answers) == 0
            && Files.size(result.file()) == result.content().bytes();
    add("revalidation", 1, answers, seen, right);
  }

  private void add(String shows, int downloads, List<Answer> answers, String seen, boolean right) {
    steps.add(new Step(shows, downloads, answers.size(), bytes(answers), seen, right));
  }

  private List<Answer> since(int before) {
    List<Answer> answers = server.answers();
    return answers.subList(before, answers.size());
  }

  private static long bytes(List<Answer> answers) {
    return answers.stream().mapToLong(Answer::bytes).sum();
  }

  private DownloadRequest request(String path) throws IOException {
    return DownloadRequest.of(server.url(path), Files.createDirectories(folder.resolve("images")));
  }
}
