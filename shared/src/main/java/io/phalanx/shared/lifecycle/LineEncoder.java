package io.phalanx.shared.lifecycle;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// A log line: time, level, thread, class, message; a stack trace below.
///
/// ```text
/// 2026-01-31T09:30:00.125+01:00 INFO  [main] WorkerAgent worker ready: workerId=0
/// ```
///
/// By hand, since Logback's patterns, with their parser and converters and all that formats dates,
/// took a fifth of the time in which a worker starts.
final class LineEncoder extends EncoderBase<ILoggingEvent> {
  private static final byte[] NOTHING = {};
  private static final int LEVEL_WIDTH = 5;

  @Override
  public byte[] headerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    StringBuilder line = new StringBuilder(256);
    appendTime(line, event.getTimeStamp());
    String level = event.getLevel().toString();
    line.append(' ').append(level).repeat(' ', Math.max(0, LEVEL_WIDTH - level.length()));
    line.append(" [").append(event.getThreadName()).append("] ");
    String logger = event.getLoggerName();
    line.append(logger, logger.lastIndexOf('.') + 1, logger.length());
    line.append(' ').append(event.getFormattedMessage()).append(System.lineSeparator());
    IThrowableProxy thrown = event.getThrowableProxy();
    if (thrown != null) {
      line.append(ThrowableProxyUtil.asString(thrown));
    }
    return line.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public byte[] footerBytes() {
    return NOTHING;
  }

  private static void appendTime(StringBuilder line, long epochMs) {
    Instant instant = Instant.ofEpochMilli(epochMs);
    ZoneOffset offset = ZoneId.systemDefault().getRules().getOffset(instant);
    LocalDateTime time = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), 0, offset);
    appendPadded(line, time.getYear(), 4).append('-');
    appendPadded(line, time.getMonthValue(), 2).append('-');
    appendPadded(line, time.getDayOfMonth(), 2).append('T');
    appendPadded(line, time.getHour(), 2).append(':');
    appendPadded(line, time.getMinute(), 2).append(':');
    appendPadded(line, time.getSecond(), 2).append('.');
    appendPadded(line, Math.floorMod(epochMs, 1000), 3).append(offset.getId());
  }

  private static StringBuilder appendPadded(StringBuilder line, int number, int width) {
    String digits = Integer.toString(number);
    return line.repeat('0', width - digits.length()).append(digits);
  }
}
