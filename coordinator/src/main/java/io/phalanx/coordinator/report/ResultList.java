package io.phalanx.coordinator.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import io.phalanx.shared.ledger.NumberFile;
import java.io.IOException;
import java.nio.file.Path;

/// The results of a job per row or per column as a JSON array, which may have many millions: they
/// are read from their file only as they are written.
record ResultList(Path file) implements JsonSerializable {
  @Override
  public void serialize(JsonGenerator json, SerializerProvider provider) throws IOException {
    json.writeStartArray();
    try (NumberFile numbers = NumberFile.open(file)) {
      for (long index = 0; index < numbers.count(); index++) {
        write(json, numbers.get(index));
      }
    }
    json.writeEndArray();
  }

  @Override
  public void serializeWithType(
      JsonGenerator json, SerializerProvider provider, TypeSerializer type) throws IOException {
    serialize(json, provider);
  }

  /// A number as JSON can hold it: NaN and infinities as words.
  private static void write(JsonGenerator json, double value) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumber(value);
    } else {
      json.writeString(Double.toString(value));
    }
  }
}
