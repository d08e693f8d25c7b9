package io.phalanx.coordinator.report.timeline;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phalanx.coordinator.jobs.JobRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One self-contained page about a job: markup, style, script and numbers in one file, which asks
/// the network for nothing.
public final class JobPage {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern PLACE = Pattern.compile("@(TITLE|STYLE|SCRIPT|CONTENT)@");

  private JobPage() {}

  /// The page.
  ///
  /// @param summary the job as the command line knows it
  /// @param environment where it was written, by name
  public static String of(JobView view, ObjectNode summary, ObjectNode environment) {
    JobRecord job = view.job();
    String title =
        job.request().operation()
            + ", job "
            + job.job()
            + ", "
            + job.state().name().toLowerCase(Locale.ROOT);
    Map<String, String> parts =
        Map.of(
            "TITLE", escaped(title),
            "STYLE", resource("report.css"),
            "SCRIPT", resource("report.js"),
            "CONTENT", embedded(new PageContent(view).json(summary, environment)));
    // In one go: what a name of a user's holds is never looked at again.
    return PLACE
        .matcher(resource("report.html"))
        .replaceAll(place -> Matcher.quoteReplacement(parts.get(place.group(1))));
  }

  /// Text as it may stand in markup and in attributes.
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /// JSON as it may stand in a script element, whatever names it has in it.
  private static String embedded(ObjectNode json) {
    try {
      return JSON.writeValueAsString(json)
          .replace("<", "\\u003c")
          .replace(">", "\\u003e")
          .replace("&", "\\u0026")
          .replace("\u2028", "\\u2028")
          .replace("\u2029", "\\u2029");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the page's numbers: cause=" + e, e);
    }
  }

  private static String resource(String name) {
    try (InputStream stream = JobPage.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("the program is not whole: resource=" + name);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read a resource: name=" + name + ", cause=" + e, e);
    }
  }
}
