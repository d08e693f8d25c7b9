package io.phalanx.coordinator.top;

import static org.assertj.core.api.Assertions.assertThat;

import io.phalanx.coordinator.top.LogPager.Line;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LogPagerTest {
  private final LogPager pager = new LogPager("worker-0");

  @Test
  void shouldFollowTheEndUntilItIsScrolledBack() {
    add(0, 10);
    assertThat(shown(3)).containsExactly("line 7", "line 8", "line 9");
    add(10, 12);
    assertThat(shown(3)).containsExactly("line 9", "line 10", "line 11");

    pager.scroll(2);
    add(12, 20);

    assertThat(shown(3)).containsExactly("line 7", "line 8", "line 9");
    assertThat(pager.isFollowing()).isFalse();
    pager.toLast();
    assertThat(shown(3)).containsExactly("line 17", "line 18", "line 19");
  }

  @Test
  void shouldGoAPageUpAndToTheFirstLine() {
    add(0, 10);
    shown(3);
    pager.scrollPages(1);
    assertThat(shown(3)).containsExactly("line 5", "line 6", "line 7");
    pager.toFirst();
    assertThat(shown(3)).containsExactly("line 0", "line 1", "line 2");
    pager.scroll(100);
    assertThat(shown(3)).containsExactly("line 0");
    pager.scroll(-1000);
    assertThat(pager.isFollowing()).isTrue();
  }

  @Test
  void shouldBreakLongLines() {
    pager.add(List.of(new Line("x", Style.PLAIN), new Line("0123456789", Style.BAD)));

    assertThat(pager.lines(3, 4))
        .extracting(StyledLine::text)
        .containsExactly("0123", "4567", "89");
    assertThat(pager.lines(4, 4)).extracting(StyledLine::text).startsWith("x", "0123");
  }

  @Test
  void shouldForgetTheOldestLines() {
    add(0, 6_000);
    shown(3);
    pager.toFirst();

    assertThat(shown(3)).startsWith("line 1000");
  }

  private void add(int first, int limit) {
    pager.add(
        IntStream.range(first, limit).mapToObj(i -> new Line("line " + i, Style.PLAIN)).toList());
  }

  private List<String> shown(int height) {
    return pager.lines(height, 80).stream().map(StyledLine::text).toList();
  }
}
