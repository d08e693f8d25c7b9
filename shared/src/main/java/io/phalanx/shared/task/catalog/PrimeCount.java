package io.phalanx.shared.task.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.phalanx.shared.task.TaskInput;

/// `prime-count`: a sieve of odd numbers.
final class PrimeCount {
  private static final int BELOW_MAX = 200_000_000;

  private PrimeCount() {}

  static JsonNode run(JsonNode input) {
    int below = (int) TaskInput.number(input, "below", 0, BELOW_MAX);
    return JsonNodeFactory.instance.objectNode().put("below", below).put("primes", count(below));
  }

  private static int count(int below) {
    if (below <= 2) {
      return 0;
    }
    boolean[] composite = new boolean[below / 2]; // of 2 * index + 1
    int primes = 1; // 2
    for (int index = 1; index < composite.length; index++) {
      if (composite[index]) {
        continue;
      }
      primes++;
      long number = 2L * index + 1;
      for (long multiple = number * number / 2; multiple < composite.length; multiple += number) {
        composite[(int) multiple] = true;
      }
    }
    return primes;
  }
}
