package io.phalanx.shared.benchmark;

import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/// JMH with its own command line, and every operation of the catalogue where none is named.
public final class BenchmarkMain {
  private static final String OPERATION = "operation";

  private BenchmarkMain() {}

  /// Runs what the arguments choose.
  ///
  /// @param args those of JMH, such as `-p operation=sigmoid,sum -p dtype=float32`
  public static void main(String[] args) throws CommandLineOptionException, RunnerException {
    CommandLineOptions given = new CommandLineOptions(args);
    ChainedOptionsBuilder options = new OptionsBuilder().parent(given);
    if (given.getIncludes().isEmpty()) {
      options.include(KernelBenchmark.class.getName());
    }
    if (!given.getParameter(OPERATION).hasValue()) {
      options.param(OPERATION, Workload.names().toArray(String[]::new));
    }
    new Runner(options.build()).run();
  }
}
