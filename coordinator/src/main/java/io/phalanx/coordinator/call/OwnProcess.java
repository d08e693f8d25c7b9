package io.phalanx.coordinator.call;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/// The program in a process of its own, in the place of this one: on its streams, told to end when
/// this one is, its exit code taken over.
final class OwnProcess {
  private OwnProcess() {}

  /// Runs it to its end.
  ///
  /// @param words its command line, from index `first`
  static int run(String[] words, int first) throws IOException {
    List<String> command = Arrays.asList(words).subList(first, words.length);
    Process process = new ProcessBuilder(command).inheritIO().start();
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> end(process)));
    return await(process);
  }

  private static void end(Process process) {
    process.destroy();
    await(process);
  }

  private static int await(Process process) {
    while (true) {
      try {
        return process.waitFor();
      } catch (InterruptedException e) {
        // Nobody interrupts for another purpose than to end it.
        process.destroy();
      }
    }
  }
}
