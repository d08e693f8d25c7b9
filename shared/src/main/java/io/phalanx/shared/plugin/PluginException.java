package io.phalanx.shared.plugin;

/// A jar of user kernels is not what it should be: bad input, as a matrix file that is none.
final class PluginException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  PluginException(String message) {
    super(message);
  }

  PluginException(String message, Throwable cause) {
    super(message, cause);
  }
}
