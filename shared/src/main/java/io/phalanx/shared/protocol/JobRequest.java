package io.phalanx.shared.protocol;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A job as a client asks for it, before anything about it has been checked.
///
/// @param operation name of the operation
/// @param params its parameters as texts, by name
/// @param inputs absolute paths of the input matrices
/// @param output absolute path of the output matrix; null in place and for reductions
/// @param inPlace true if the first input is overwritten
/// @param options how to run it (`tileKib`, `durable`, `shape`, `dtype`, ...), as texts by name
/// @param kernels the jars that have the operation, where it is not a built-in one
public record JobRequest(
    String operation,
    Map<String, String> params,
    List<String> inputs,
    @Nullable String output,
    boolean inPlace,
    Map<String, String> options,
    List<KernelJarRef> kernels) {
  /// Copies the collections; maps are kept in order of their keys.
  public JobRequest {
    params = SortedCopy.of(params);
    inputs = List.copyOf(inputs);
    options = SortedCopy.of(options);
    // Records of jobs from before there were user kernels are read without.
    kernels = kernels == null ? List.of() : List.copyOf(kernels);
    KernelJarRef.requireFew(kernels.size());
  }

  /// A job of a built-in operation.
  public JobRequest(
      String operation,
      Map<String, String> params,
      List<String> inputs,
      @Nullable String output,
      boolean inPlace,
      Map<String, String> options) {
    this(operation, params, inputs, output, inPlace, options, List.of());
  }

  /// The same with an operation of these jars.
  public JobRequest withKernels(List<KernelJarRef> jars) {
    return new JobRequest(operation, params, inputs, output, inPlace, options, jars);
  }

  /// The same over other inputs.
  public JobRequest withInputs(List<String> paths) {
    return new JobRequest(operation, params, paths, output, inPlace, options, kernels);
  }

  /// The same with one more option, or another value of it.
  public JobRequest withOption(String name, String value) {
    Map<String, String> more = new HashMap<>(options);
    more.put(name, value);
    return new JobRequest(operation, params, inputs, output, inPlace, more, kernels);
  }
}
