package io.phalanx.coordinator.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.matrix.NpyHeader;
import java.nio.file.Path;

/// A matrix file as JSON.
public final class MatrixJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private MatrixJson() {}

  /// What the header of a file says.
  public static ObjectNode of(Path file, NpyHeader header) {
    ObjectNode json = NODES.objectNode();
    json.put("path", file.toString());
    json.put("dtype", header.dtype().label());
    json.put("rows", header.rows());
    json.put("cols", header.cols());
    json.put("oneDimensional", header.oneDimensional());
    json.put("npyVersion", header.version());
    json.put("dataOffset", header.dataOffset());
    json.put("bytes", header.dataBytes());
    return json;
  }

  /// An element, which reads back to the same bits: NaN and infinities as words.
  ///
  /// @param text the element as decimal text
  public static JsonNode element(DType dtype, String text) {
    if (!dtype.isFloat()) {
      return NODES.numberNode(Long.parseLong(text));
    }
    double value = Double.parseDouble(text);
    if (!Double.isFinite(value)) {
      return NODES.textNode(text);
    }
    return dtype == DType.FLOAT64
        ? NODES.numberNode(value)
        : NODES.numberNode(Float.parseFloat(text));
  }
}
