package io.phalanx.coordinator.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.Parameter;
import io.phalanx.shared.plugin.KernelSet.Provided;
import java.util.List;
import java.util.Locale;

/// The operations as JSON.
public final class OperationsJson {
  private OperationsJson() {}

  /// One object with all of them, each with where it is from.
  public static ObjectNode of(List<Operation> builtIn, List<Provided> provided) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode list = json.putArray("operations");
    builtIn.forEach(operation -> add(list.addObject(), operation, "built-in"));
    provided.forEach(from -> add(list.addObject(), from.operation(), from.jar()));
    return json;
  }

  private static void add(ObjectNode json, Operation operation, String origin) {
    json.put("name", operation.name());
    json.put("inputs", operation.inputs());
    json.put("kind", OperationsText.kind(operation));
    ArrayNode parameters = json.putArray("parameters");
    operation.parameters().forEach(parameter -> add(parameters.addObject(), parameter));
    json.put("inPlace", operation.traits().inPlace());
    json.put("summary", operation.summary());
    json.put("error", OperationsText.error(operation));
    JobJson.put(json, "ulpMax", operation.traits().ulpMax());
    json.put("origin", origin);
  }

  /// The default is text, as it is given with `--param`; null where one must be given.
  private static void add(ObjectNode json, Parameter parameter) {
    json.put("name", parameter.name());
    json.put("type", parameter.type().name().toLowerCase(Locale.ROOT));
    json.put("default", parameter.fallback());
    ArrayNode choices = json.putArray("choices");
    parameter.choices().forEach(choices::add);
    json.put("meaning", parameter.meaning());
  }
}
