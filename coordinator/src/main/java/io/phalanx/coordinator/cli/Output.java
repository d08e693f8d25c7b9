package io.phalanx.coordinator.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// How a command prints its result: text for people, or one JSON object a line.
final class Output {
  private static final ObjectMapper JSON =
      new ObjectMapper().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);

  @Option(names = "--json", description = "Print JSON instead of text.")
  private boolean json;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  boolean isJson() {
    return json;
  }

  /// Prints one JSON object on a line, as it is made: the results of a job may be many.
  void print(JsonNode node) {
    try {
      JSON.writeValue(spec.commandLine().getOut(), node);
      printLine("");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot print: cause=" + e, e);
    }
  }

  /// Prints one line.
  void printLine(String text) {
    spec.commandLine().getOut().println(text);
    spec.commandLine().getOut().flush();
  }

  /// Prints text that ends its own lines.
  void printText(String text) {
    spec.commandLine().getOut().print(text);
    spec.commandLine().getOut().flush();
  }

  /// True once nobody reads what is printed.
  boolean isClosed() {
    return spec.commandLine().getOut().checkError();
  }

  /// Says on stderr what is wrong.
  void complain(String message) {
    spec.commandLine().getErr().println("phalanx: " + message);
    spec.commandLine().getErr().flush();
  }
}
