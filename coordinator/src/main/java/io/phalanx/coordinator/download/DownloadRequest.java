package io.phalanx.coordinator.download;

import java.nio.file.Path;

/// What is to be downloaded, and where to.
///
/// @param address where it lies
/// @param priority the greater, the sooner; [#NORMAL] where nothing speaks for another
/// @param folder where the file is to be, which exists; its name comes from the address
/// @param replacing true to take the place of a file of that name; else such a file stays, and the
///   new one gets a number, unless both are the same
public record DownloadRequest(WebAddress address, int priority, Path folder, boolean replacing) {
  /// The priority of what has none.
  public static final int NORMAL = 0;

  /// A request that is as urgent as others and replaces nothing.
  ///
  /// @throws IllegalArgumentException if the text is no address
  public static DownloadRequest of(String address, Path folder) {
    return new DownloadRequest(WebAddress.parse(address), NORMAL, folder, false);
  }

  /// The same with another priority.
  public DownloadRequest withPriority(int other) {
    return new DownloadRequest(address, other, folder, replacing);
  }
}
