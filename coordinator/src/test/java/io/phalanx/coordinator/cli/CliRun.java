package io.phalanx.coordinator.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;

/// What a command did: its exit code and what it printed.
record CliRun(int exitCode, String out, String err) {
  /// Runs a command in this process.
  static CliRun of(Object... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StringWriter err = new StringWriter();
    String[] words = Arrays.stream(args).map(Object::toString).toArray(String[]::new);
    int exitCode = PhalanxCli.execute(out, new PrintWriter(err, true), words);
    return new CliRun(exitCode, out.toString(System.out.charset()), err.toString());
  }
}
