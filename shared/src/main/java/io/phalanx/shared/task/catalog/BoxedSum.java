package io.phalanx.shared.task.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import io.phalanx.shared.task.TaskInput;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// `boxed-sum`: work that is nothing but references to small objects, of which the demonstration of
/// Python's interpreter lock does the same in Python: of 10,000 boxed numbers those that 3 divides
/// are doubled into a list, and that is summed up.
public final class BoxedSum {
  private static final int TIMES_MAX = 1_000_000;
  private static final List<Integer> NUMBERS = IntStream.range(0, 10_000).boxed().toList();

  private BoxedSum() {}

  /// Does it so many times, a new list each.
  ///
  /// @return what all of them sum up to
  public static long of(int times) {
    long sum = 0;
    for (int time = 0; time < times; time++) {
      sum += sum(doubled());
    }
    return sum;
  }

  static JsonNode run(JsonNode input) {
    return LongNode.valueOf(of((int) TaskInput.number(input, "times", 0, TIMES_MAX)));
  }

  private static List<Integer> doubled() {
    List<Integer> doubled = new ArrayList<>();
    for (Integer number : NUMBERS) {
      if (number % 3 == 0) {
        doubled.add(number * 2);
      }
    }
    return doubled;
  }

  private static long sum(List<Integer> numbers) {
    long sum = 0;
    for (Integer number : numbers) {
      sum += number;
    }
    return sum;
  }
}
