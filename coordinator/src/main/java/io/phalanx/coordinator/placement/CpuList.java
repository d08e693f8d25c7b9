package io.phalanx.coordinator.placement;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Numbers of processors as Linux writes them: `0-3,8`.
final class CpuList {
  private CpuList() {}

  /// The numbers of a list, in its order.
  ///
  /// @throws IllegalArgumentException if it is none
  static List<Integer> parse(String text) {
    return Stream.of(text.strip().split(",", -1))
        .filter(range -> !range.isEmpty())
        .flatMapToInt(CpuList::range)
        .boxed()
        .toList();
  }

  private static IntStream range(String text) {
    String[] ends = text.split("-", 2);
    int first = Integer.parseInt(ends[0]);
    return IntStream.rangeClosed(first, ends.length == 1 ? first : Integer.parseInt(ends[1]));
  }
}
