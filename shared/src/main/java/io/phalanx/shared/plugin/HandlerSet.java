package io.phalanx.shared.plugin;

import io.phalanx.shared.message.BuiltInHandlers;
import io.phalanx.shared.message.MessageHandler;
import io.phalanx.shared.protocol.BusMessage;
import io.phalanx.shared.protocol.KernelJarRef;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The handlers that there are with some jars: theirs, and the built-in ones for the types that
/// they do not take. Immutable.
public final class HandlerSet {
  static final HandlerSet BUILT_IN = new HandlerSet(List.of());

  private final Map<BusMessage.Type, List<MessageHandler>> byType =
      new EnumMap<>(BusMessage.Type.class);

  private HandlerSet(List<MessageHandler> provided) {
    for (BusMessage.Type type : BusMessage.Type.values()) {
      List<MessageHandler> takers = takers(provided, type);
      byType.put(type, takers.isEmpty() ? takers(BuiltInHandlers.all(), type) : takers);
    }
  }

  /// @throws IllegalArgumentException if a jar's handlers cannot be had
  /// @throws IllegalStateException if a file is gone or is not what it was
  static HandlerSet load(List<KernelJarRef> jars) {
    List<MessageHandler> handlers =
        ServiceLoad.load("message handlers", MessageHandler.class, jars);
    try {
      return new HandlerSet(handlers);
    } catch (RuntimeException | LinkageError e) { // code of a user says what it takes
      throw new PluginException("a message handler fails: cause=" + Cause.of(e), e);
    }
  }

  /// Those that take messages of a type, in the order of the jars.
  public List<MessageHandler> of(BusMessage.Type type) {
    return byType.getOrDefault(type, List.of());
  }

  private static List<MessageHandler> takers(List<MessageHandler> handlers, BusMessage.Type type) {
    List<MessageHandler> takers = new ArrayList<>();
    for (MessageHandler handler : handlers) {
      if (handler.types().contains(type)) {
        takers.add(handler);
      }
    }
    return List.copyOf(takers);
  }
}
