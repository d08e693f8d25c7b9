package io.phalanx.coordinator.top;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessProbeTest {
  private static final String STATUS =
      "Name:\tjava\nVmRSS:\t  900 kB\nRssAnon:\t  512 kB\nRssFile:\t 388 kB\nCpus_allowed_list:\t";

  @TempDir private Path proc;

  @Test
  void shouldShowTheCoreOfTheThreadThatComputes() throws IOException {
    write("42/stat", stat("ja) va", 150, 50, 0));
    thread(42, "42", "java", stat("java", 0, 1, 3), "0-3");
    thread(42, "43", "java", stat("java", 90, 9, 2), "2");
    thread(42, "44", "C2 CompilerThre", stat("C2", 500, 0, 1), "0-3");
    thread(42, "45", "tasks", stat("tasks", 5, 0, 0), "0");
    ProcessProbe probe = new ProcessProbe(proc);

    assertThat(probe.look(42)).isEqualTo(new ProcessUsage(2_000_000_000, 512 << 10, 2, true));

    write("42/task/45/stat", stat("tasks", 60, 0, 1));
    write("42/task/45/status", STATUS + "0-1\n");
    assertThat(probe.look(42)).isEqualTo(new ProcessUsage(2_000_000_000, 512 << 10, 1, false));
  }

  @Test
  void shouldKnowNothingOfAProcessThatIsGone() {
    assertThat(new ProcessProbe(proc).look(42)).isEqualTo(ProcessUsage.UNKNOWN);
  }

  @Test
  void shouldKnowNothingWhereTheFilesAreOthers() throws IOException {
    write("42/stat", "none");
    thread(42, "42", "java", "42 (java) S", "0");

    assertThat(new ProcessProbe(proc).look(42)).isEqualTo(ProcessUsage.UNKNOWN);
  }

  private void thread(int pid, String id, String name, String stat, String cores)
      throws IOException {
    write(pid + "/task/" + id + "/comm", name + "\n");
    write(pid + "/task/" + id + "/stat", stat);
    write(pid + "/task/" + id + "/status", STATUS + cores + "\n");
  }

  /// As proc_pid_stat(5) has it, numbers in between being 7.
  private static String stat(String name, int user, int system, int core) {
    String sevens = "7 ".repeat(10);
    List<Object> times = List.of(user, system);
    return "42 ("
        + name
        + ") S "
        + sevens
        + times.get(0)
        + " "
        + times.get(1)
        + " "
        + "7 ".repeat(23)
        + core
        + " 7 7\n";
  }

  private void write(String file, String text) throws IOException {
    Path path = proc.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
