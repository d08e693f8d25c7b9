package io.phalanx.coordinator.top.screen;

import io.phalanx.coordinator.top.Key;
import io.phalanx.coordinator.top.Key.Kind;
import io.phalanx.coordinator.top.KeyDecoder;
import io.phalanx.coordinator.top.Screen;
import io.phalanx.coordinator.top.Style;
import io.phalanx.coordinator.top.StyledLine;
import io.phalanx.coordinator.top.TopView;
import io.phalanx.shared.lifecycle.Signals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Attributes.InputFlag;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jline.utils.InfoCmp.Capability;

/// The terminal of this process, from [#open] to [#close] with a screen of its own, behind which
/// that of before stays as it was.
///
/// However the process ends, short of SIGKILL, the terminal is given back. One thread draws and
/// reads; signals come in on others.
public final class JlineScreen implements Screen, AutoCloseable {
  /// How soon a new size of the terminal is seen: the wait for keys is not cut short by its signal.
  private static final long RESIZE_MS = 200;

  private final Terminal terminal;
  private final Attributes before;
  private final boolean coloured;
  private final KeyDecoder keys;

  /// What is on the screen, from the top; empty if that is not known.
  private final List<AttributedString> shown = new ArrayList<>();

  private final Thread hook = new Thread(this::giveBack, "terminal");
  private volatile boolean resized;
  private volatile boolean interrupted;

  /// Guarded by this: a process that is told to end gives the terminal back while another thread
  /// may be drawing.
  private boolean taken;

  private JlineScreen(Terminal terminal, boolean coloured) {
    this.terminal = terminal;
    this.before = terminal.getAttributes();
    this.coloured = coloured;
    this.keys = new KeyDecoder(timeoutMs -> terminal.reader().read(timeoutMs));
  }

  /// Takes the terminal.
  ///
  /// @param encoding of what is written to it
  /// @param coloured false for bright and faint alone
  public static JlineScreen open(Charset encoding, boolean coloured) {
    try {
      JlineScreen screen =
          new JlineScreen(
              TerminalBuilder.builder()
                  .system(true)
                  .dumb(false)
                  .encoding(encoding)
                  .signalHandler(Terminal.SignalHandler.SIG_IGN)
                  .build(),
              coloured);
      screen.terminal.handle(Signal.WINCH, _ -> screen.resized = true);
      screen.terminal.handle(Signal.INT, _ -> screen.interrupted = true);
      Runtime.getRuntime().addShutdownHook(screen.hook);
      screen.take();
      return screen;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot use the terminal: cause=" + e.getMessage() + "; see phalanx status --watch", e);
    }
  }

  @Override
  public TopView.Size size() {
    // Some terminals do not say.
    int rows = terminal.getHeight() > 0 ? terminal.getHeight() : 24;
    int columns = terminal.getWidth() > 0 ? terminal.getWidth() : 80;
    return new TopView.Size(rows, columns);
  }

  /// Only lines that have changed are written, each as a whole: what a terminal makes of insertions
  /// and of its last column differs.
  @Override
  public synchronized void draw(List<StyledLine> lines) {
    if (!taken) {
      return;
    }
    TopView.Size size = size();
    if (shown.isEmpty()) {
      terminal.puts(Capability.clear_screen);
    }
    for (int row = 0; row < Math.min(lines.size(), size.rows()); row++) {
      // The terminal scrolls when the last column of its last row is written. A letter of the far
      // east takes two columns, which only the terminal knows.
      int columns = row == size.rows() - 1 ? size.columns() - 1 : size.columns();
      AttributedString text = text(lines.get(row)).columnSubSequence(0, columns);
      if (row >= shown.size() || !text.equals(shown.get(row))) {
        write(row, text, size.columns());
      }
    }
    terminal.flush();
  }

  private void write(int row, AttributedString text, int columns) {
    terminal.puts(Capability.cursor_address, row, 0);
    terminal.writer().write(text.toAnsi(terminal));
    if (text.columnLength() < columns) {
      terminal.puts(Capability.clr_eol);
    }
    if (row < shown.size()) {
      shown.set(row, text);
    } else {
      shown.add(text);
    }
  }

  @Override
  public synchronized void forget() {
    shown.clear();
  }

  /// Gives the terminal back and stops this process, until somebody has it go on.
  @Override
  public void suspend() {
    giveBack();
    Signals.send("STOP", ProcessHandle.current().pid());
    take();
    forget();
  }

  @Override
  public Key read(long timeoutMs) {
    try {
      long left = timeoutMs;
      while (left > 0) {
        if (interrupted) {
          return Key.of(Kind.INTERRUPT);
        }
        if (resized) {
          resized = false;
          return Key.of(Kind.RESIZED);
        }
        Key key = keys.next(Math.min(RESIZE_MS, left));
        if (key.kind() != Kind.NONE) {
          return key;
        }
        left -= RESIZE_MS;
      }
      return Key.of(Kind.NONE);
    } catch (IOException e) {
      return Key.of(Kind.CLOSED);
    }
  }

  @Override
  public void close() {
    giveBack();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
      terminal.close();
    } catch (IllegalStateException e) {
      // The process is ending; the hook has done the same.
      return;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close the terminal: cause=" + e.getMessage(), e);
    }
  }

  private synchronized void take() {
    if (!taken) {
      taken = true;
      terminal.setAttributes(raw(before));
      terminal.puts(Capability.enter_ca_mode);
      terminal.puts(Capability.keypad_xmit);
      terminal.puts(Capability.cursor_invisible);
      terminal.flush();
    }
  }

  private synchronized void giveBack() {
    if (taken) {
      taken = false;
      terminal.puts(Capability.cursor_visible);
      terminal.puts(Capability.keypad_local);
      terminal.puts(Capability.exit_ca_mode);
      terminal.flush();
      terminal.setAttributes(before);
    }
  }

  /// Every key is handed on at once and unseen, also those that would end or stop the process.
  private static Attributes raw(Attributes before) {
    Attributes raw = new Attributes(before);
    raw.setLocalFlags(
        EnumSet.of(LocalFlag.ICANON, LocalFlag.ECHO, LocalFlag.IEXTEN, LocalFlag.ISIG), false);
    raw.setInputFlags(EnumSet.of(InputFlag.IXON, InputFlag.ICRNL, InputFlag.INLCR), false);
    raw.setControlChar(ControlChar.VMIN, 1);
    raw.setControlChar(ControlChar.VTIME, 0);
    return raw;
  }

  private AttributedString text(StyledLine line) {
    AttributedStringBuilder text = new AttributedStringBuilder();
    line.pieces().forEach(piece -> text.styled(style(piece.style()), piece.text()));
    return text.toAttributedString();
  }

  private AttributedStyle style(Style style) {
    AttributedStyle plain = AttributedStyle.DEFAULT;
    return switch (style) {
      case PLAIN -> plain;
      case TITLE -> plain.bold();
      case FAINT -> plain.faint();
      case SELECTED -> plain.inverse();
      case GOOD -> coloured(plain, AttributedStyle.GREEN);
      case WARNING -> coloured(plain.bold(), AttributedStyle.YELLOW);
      case BAD -> coloured(plain.bold(), AttributedStyle.RED);
      case CHART -> coloured(plain, AttributedStyle.CYAN);
    };
  }

  private AttributedStyle coloured(AttributedStyle style, int colour) {
    return coloured ? style.foreground(colour) : style;
  }
}
