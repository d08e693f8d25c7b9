package io.phalanx.shared.lifecycle;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.RollingPolicyBase;
import ch.qos.logback.core.rolling.RolloverFailure;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.Duration;
import ch.qos.logback.core.util.FileSize;
import io.phalanx.shared.config.OwnerOnly;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.LoggerFactory;

/// The log file of one process: a line per state change, bounded by size.
///
/// The older file of a pair has the name with `.1` behind it.
public final class ProcessLog implements AutoCloseable {
  /// What is behind the name of the older file.
  public static final String OLDER = ".1";

  private final LoggerContext context;
  private final RollingFileAppender<ILoggingEvent> appender;

  private ProcessLog(LoggerContext context, RollingFileAppender<ILoggingEvent> appender) {
    this.context = context;
    this.appender = appender;
  }

  /// Sends this process's log to a file, appending.
  ///
  /// @param file the log
  /// @param bytes size at which it is rotated
  public static ProcessLog open(Path file, long bytes) {
    endLine(file);
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    RollingFileAppender<ILoggingEvent> appender = new OwnerOnlyAppender();
    appender.setContext(context);
    appender.setName(file.toString());
    appender.setFile(file.toString());
    appender.setEncoder(encoder(context));
    appender.setTriggeringPolicy(trigger(context, bytes));
    appender.setRollingPolicy(rolling(context, file, appender));
    appender.start();
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.addAppender(appender);
    context.getLogger("io.phalanx").setLevel(Level.INFO);
    // Chronicle warns of what a kill leaves and of what it then repairs; what it cannot, it throws.
    context.getLogger("net.openhft").setLevel(Level.ERROR);
    return new ProcessLog(context, appender);
  }

  @Override
  public void close() {
    context.getLogger(Logger.ROOT_LOGGER_NAME).detachAppender(appender);
    appender.stop();
  }

  /// Ends the line that a killed process has begun, lest the first one of this process be part of
  /// it.
  private static void endLine(Path file) {
    if (!Files.exists(file)) {
      return;
    }
    try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "rw")) {
      long bytes = log.length();
      log.seek(Math.max(0, bytes - 1));
      if (bytes > 0 && log.read() != '\n') {
        log.write('\n');
      }
    } catch (IOException e) {
      // The disk is full or failing. The process may work all the same, with two lines in one.
      return;
    }
  }

  private static LineEncoder encoder(LoggerContext context) {
    LineEncoder encoder = new LineEncoder();
    encoder.setContext(context);
    encoder.start();
    return encoder;
  }

  private static SizeBasedTriggeringPolicy<ILoggingEvent> trigger(
      LoggerContext context, long bytes) {
    SizeBasedTriggeringPolicy<ILoggingEvent> trigger = new SizeBasedTriggeringPolicy<>();
    trigger.setContext(context);
    trigger.setMaxFileSize(new FileSize(bytes));
    // By default it looks once a minute, in which a file can grow without bound.
    trigger.setCheckIncrement(Duration.buildByMilliseconds(0));
    trigger.start();
    return trigger;
  }

  private static OneOlderFile rolling(
      LoggerContext context, Path file, RollingFileAppender<ILoggingEvent> parent) {
    OneOlderFile rolling = new OneOlderFile(file);
    rolling.setContext(context);
    rolling.setParent(parent);
    rolling.start();
    return rolling;
  }

  /// Renames a full file, in place of an older one. Logback's own policies take names as patterns,
  /// and so fail in a folder with a percent sign in its name.
  private static final class OneOlderFile extends RollingPolicyBase {
    private final Path file;

    OneOlderFile(Path file) {
      this.file = file;
    }

    @Override
    public void rollover() {
      try {
        Path older = file.resolveSibling(file.getFileName() + OLDER);
        Files.move(file, older, StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        throw new RolloverFailure("cannot rotate: file=" + file + ", cause=" + e, e);
      }
    }

    @Override
    public String getActiveFileName() {
      return file.toString();
    }
  }

  /// Opens every file of the log, rotated ones included, for the owner alone.
  private static final class OwnerOnlyAppender extends RollingFileAppender<ILoggingEvent> {
    @Override
    public void openFile(String name) throws IOException {
      super.openFile(name);
      OwnerOnly.restrict(Path.of(name));
    }
  }
}
