package io.phalanx.coordinator.report.download;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phalanx.coordinator.download.DownloadResult;
import io.phalanx.coordinator.download.body.ImageSize;
import java.util.List;

/// Downloads as JSON.
public final class DownloadJson {
  private DownloadJson() {}

  /// The object of all downloads of a command.
  ///
  /// @param seconds they took together
  public static ObjectNode of(List<DownloadEnd> ends, double seconds) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode files = json.putArray("files");
    ends.forEach(end -> files.add(file(end)));
    long done = ends.stream().filter(end -> end.result() != null).count();
    json.put("done", done);
    json.put("failed", ends.size() - done);
    json.put("seconds", seconds);
    return json;
  }

  private static ObjectNode file(DownloadEnd end) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("url", end.request().address().toString());
    json.put("priority", end.request().priority());
    DownloadResult result = end.result();
    if (result == null) {
      return json.put("state", "FAILED").put("error", end.error());
    }
    json.put("state", "DONE");
    json.put("file", result.file().toString());
    json.put("source", result.passage().source().name());
    json.put("protocol", result.passage().protocol());
    json.put("bytes", result.content().bytes());
    json.put("sha256", result.content().hash().hex());
    json.put("type", result.content().type());
    ImageSize image = result.content().image();
    if (image == null) {
      json.putNull("image");
    } else {
      json.putObject("image")
          .put("format", image.format())
          .put("width", image.width())
          .put("height", image.height());
    }
    json.put("attempts", result.passage().attempts());
    return json.put("seconds", result.passage().ns() / 1e9);
  }
}
