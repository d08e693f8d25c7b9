package io.phalanx.shared.lifecycle;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.status.NopStatusListener;

/// Silences logging until a process opens its log: stdout is for results, stderr for people.
///
/// Found by Logback through its service file, which also spares the search for XML files.
public final class QuietLogging extends ContextAwareBase implements Configurator {
  @Override
  public ExecutionStatus configure(LoggerContext context) {
    context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.OFF);
    // Without a listener Logback looks through its own messages for trouble, with classes of
    // regular
    // expressions and time zones that take 10 ms to load.
    context.getStatusManager().add(new NopStatusListener());
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
