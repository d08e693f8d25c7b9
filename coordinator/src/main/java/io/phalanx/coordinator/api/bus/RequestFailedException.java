package io.phalanx.coordinator.api.bus;

import io.phalanx.shared.lifecycle.PhalanxException;
import io.phalanx.shared.protocol.BusMessage;
import java.time.Duration;

/// A request has no answer.
public final class RequestFailedException extends PhalanxException {
  private static final long serialVersionUID = 1L;

  private final long id;

  private RequestFailedException(long id, String message) {
    super(Category.JOB, message);
    this.id = id;
  }

  static RequestFailedException late(long id, Duration timeout) {
    return new RequestFailedException(
        id,
        "no answer in time: request="
            + BusMessage.idText(id)
            + ", waitedMs="
            + timeout.toMillis()
            + "; phalanx bus tail shows it when it comes");
  }

  static RequestFailedException failed(BusMessage response) {
    return new RequestFailedException(
        response.correlationId(),
        "request failed: request="
            + BusMessage.idText(response.correlationId())
            + ", by="
            + response.sender()
            + ", cause="
            + response.payload());
  }

  /// The id of the request.
  public long id() {
    return id;
  }
}
