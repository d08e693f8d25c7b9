package io.phalanx.coordinator.jobs;

import io.phalanx.shared.protocol.JobRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A job request in the making, as a client would ask for it.
record Asked(
    String operation,
    List<String> inputs,
    @Nullable String output,
    boolean isInPlace,
    Map<String, String> params,
    Map<String, String> options) {
  static Asked of(String operation, Path... inputs) {
    List<String> paths = Stream.of(inputs).map(Path::toString).toList();
    return new Asked(operation, paths, null, false, Map.of(), Map.of());
  }

  Asked to(Path file) {
    return new Asked(operation, inputs, file.toString(), isInPlace, params, options);
  }

  Asked inPlace() {
    return new Asked(operation, inputs, output, true, params, options);
  }

  Asked param(String name, String value) {
    return new Asked(operation, inputs, output, isInPlace, and(params, name, value), options);
  }

  Asked with(String option, String value) {
    return new Asked(operation, inputs, output, isInPlace, params, and(options, option, value));
  }

  JobRequest request() {
    return new JobRequest(operation, params, inputs, output, isInPlace, options);
  }

  private static Map<String, String> and(Map<String, String> map, String name, String value) {
    Map<String, String> all = new TreeMap<>(map);
    all.put(name, value);
    return all;
  }
}
