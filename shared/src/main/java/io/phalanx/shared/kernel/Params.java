package io.phalanx.shared.kernel;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The checked parameters of one use of an operation, every default filled in.
public final class Params {
  private final Map<String, String> values;

  private Params(Map<String, String> values) {
    this.values = values;
  }

  /// Checks the given texts against the parameters that an operation has.
  ///
  /// @throws IllegalArgumentException if one is unknown, missing or unreadable; the message names
  ///   it
  public static Params check(
      String operation, List<Parameter> parameters, Map<String, String> given) {
    Map<String, String> values = new TreeMap<>();
    for (String name : given.keySet()) {
      if (parameters.stream().noneMatch(parameter -> parameter.name().equals(name))) {
        throw new IllegalArgumentException(
            "unknown parameter: operation="
                + operation
                + ", param="
                + name
                + ", known="
                + parameters.stream().map(Parameter::name).toList());
      }
    }
    for (Parameter parameter : parameters) {
      String text = given.getOrDefault(parameter.name(), parameter.fallback());
      values.put(parameter.name(), readable(operation, parameter, text));
    }
    return new Params(values);
  }

  private static String readable(String operation, Parameter parameter, @Nullable String text) {
    String where = "operation=" + operation + ", param=" + parameter.name();
    if (text == null) {
      throw new IllegalArgumentException(
          "missing parameter: " + where + "; give --param " + parameter.name() + "=VALUE");
    }
    try {
      parameter.check(text);
    } catch (IllegalArgumentException e) {
      String wanted =
          parameter.type() == Parameter.Type.WORD ? parameter.choices().toString() : "a number";
      throw new IllegalArgumentException(
          "unreadable parameter: " + where + ", value=" + text + ", wanted=" + wanted, e);
    }
    return text;
  }

  /// The float64 of this name.
  public double number(String name) {
    return Double.parseDouble(text(name));
  }

  /// The whole number of this name.
  public long integer(String name) {
    return Long.parseLong(text(name));
  }

  /// The word of this name.
  public String word(String name) {
    return text(name);
  }

  /// Every parameter and its text, by name.
  public Map<String, String> asMap() {
    return Map.copyOf(values);
  }

  private String text(String name) {
    String text = values.get(name);
    if (text == null) {
      throw new IllegalArgumentException(
          "no such parameter: param=" + name + ", known=" + values.keySet());
    }
    return text;
  }
}
