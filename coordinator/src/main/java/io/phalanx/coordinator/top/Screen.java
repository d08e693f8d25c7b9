package io.phalanx.coordinator.top;

import java.util.List;

/// A terminal that shows whole screens.
public interface Screen {
  /// How large it is now.
  TopView.Size size();

  /// Shows a screen.
  ///
  /// @param lines no more and no wider than it is
  void draw(List<StyledLine> lines);

  /// Forgets what it shows, so that all of it is drawn anew.
  void forget();

  /// Hands the terminal to whoever it was of before, until it is given back.
  void suspend();

  /// Waits for a key.
  ///
  /// @param timeoutMs longest wait
  Key read(long timeoutMs);
}
