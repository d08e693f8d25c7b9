package io.phalanx.coordinator.report.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class JobPageTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern CONTENT =
      Pattern.compile("<script type=\"application/json\" id=\"content\">(.*?)</script>");

  @Test
  void shouldNotLetNamesOfUsersBecomeMarkup() throws JsonProcessingException {
    ObjectNode summary = JSON.createObjectNode().put("op", SampleJobs.HOSTILE);

    String page = page(SampleJobs.view(SampleJobs.HOSTILE, 4), summary);

    assertThat(page).doesNotContain("<img").contains("&lt;/script&gt;&lt;img");
    assertThat(content(page).at("/job/op").asText()).isEqualTo(SampleJobs.HOSTILE);
    assertThat(page.split("</script>", -1)).hasSize(3);
  }

  @Test
  void shouldAskTheNetworkForNothing() {
    String page = page(SampleJobs.view("relu", 4), JSON.createObjectNode());

    assertThat(page.replace("http://www.w3.org/2000/svg", ""))
        .doesNotContain("http://", "https://", "@import", "url(", "fetch(", "XMLHttpRequest");
    assertThat(page).contains("default-src 'none'", "width=device-width");
  }

  @Test
  void shouldStayOfBoundedSizeWhateverTheNumberOfTiles() throws JsonProcessingException {
    String page = page(SampleJobs.view("relu", 100_000), JSON.createObjectNode());

    assertThat(page.length()).isLessThan(400_000);
    int tiles = 0;
    for (JsonNode span : content(page).at("/phases/0/spans")) {
      tiles += span.get(4).asInt();
    }
    assertThat(tiles).isEqualTo(100_000);
  }

  @Test
  void shouldSayWhenTheLostWorkerWasReplaced() throws JsonProcessingException {
    JsonNode fault =
        content(page(SampleJobs.view("relu", 4), JSON.createObjectNode())).at("/faults/0");

    assertThat(fault.get("replacedUs").asLong()).isGreaterThan(fault.get("atUs").asLong());
    assertThat(fault.at("/tiles/0/tile").asInt()).isEqualTo(1);
  }

  private static String page(JobView view, ObjectNode summary) {
    return JobPage.of(view, summary, JSON.createObjectNode().put("Java", "25"));
  }

  private static JsonNode content(String page) throws JsonProcessingException {
    Matcher matcher = CONTENT.matcher(page);
    assertThat(matcher.find()).isTrue();
    return JSON.readTree(matcher.group(1));
  }
}
