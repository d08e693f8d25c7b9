package io.phalanx.shared.protocol;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// Immutable copies of maps in order of their keys, so that equal messages have equal bytes.
final class SortedCopy {
  private SortedCopy() {}

  /// A copy that refuses changes.
  ///
  /// @throws NullPointerException if a key or a value is null
  static Map<String, String> of(Map<String, String> map) {
    return Collections.unmodifiableMap(new TreeMap<>(Map.copyOf(map)));
  }
}
