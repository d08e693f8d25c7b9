package io.phalanx.coordinator.top;

import io.phalanx.shared.config.ProcessIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What Linux tells of processes below /proc. On other systems nothing is known.
///
/// Belongs to one thread.
final class ProcessProbe {
  /// A clock tick of /proc, which is 10 ms on every Linux that Java runs on.
  private static final long TICK_NS = TimeUnit.MILLISECONDS.toNanos(10);

  /// Threads that compute: `main`, under the name of its program, has the tiles of jobs.
  private static final Set<String> COMPUTING = Set.of("java", "main", "tasks", "messages");

  // Fields behind the name of the program, which may hold blanks.
  private static final int USER_TICKS = 11;
  private static final int SYSTEM_TICKS = 12;
  private static final int CORE = 36;

  private static final Pattern ANONYMOUS = Pattern.compile("(?m)^RssAnon:\\s+(\\d{1,15}) kB");
  private static final Pattern ONE_CORE = Pattern.compile("(?m)^Cpus_allowed_list:\\s+\\d+$");

  private final Path proc;
  private final Map<Long, Threads> threads = new HashMap<>();

  /// @param proc where it is mounted
  ProcessProbe(Path proc) {
    this.proc = proc;
  }

  /// Looks at a process.
  ProcessUsage look(long pid) {
    Path process = proc.resolve(String.valueOf(pid));
    try {
      Threads known = threads.computeIfAbsent(pid, _ -> new Threads());
      known.update(process.resolve("task"));
      String busiest = known.busiest();
      if (busiest == null) {
        return ProcessUsage.UNKNOWN;
      }
      String status = read(process.resolve("task").resolve(busiest).resolve("status"));
      Matcher anonymous = ANONYMOUS.matcher(status);
      return new ProcessUsage(
          ticks(fields(process.resolve("stat"))) * TICK_NS,
          anonymous.find() ? Long.parseLong(anonymous.group(1)) << 10 : -1,
          known.core,
          ONE_CORE.matcher(status).find());
    } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
      // It has ended, or this is not Linux.
      threads.remove(pid);
      return ProcessUsage.UNKNOWN;
    }
  }

  /// Forgets all other processes.
  void keep(Collection<Long> pids) {
    threads.keySet().retainAll(pids);
  }

  private static long ticks(String[] fields) {
    return Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]);
  }

  private static String[] fields(Path stat) throws IOException {
    return ProcessIdentity.statFields(read(stat));
  }

  private static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
  }

  /// The threads of one process that compute. All others of a JVM, some twenty, are looked at once,
  /// for their names.
  private static final class Threads {
    private final Map<String, Boolean> computing = new HashMap<>();
    private final Map<String, Long> ticksBefore = new HashMap<>();
    private @Nullable String busiest;
    private int core = -1;

    void update(Path folder) throws IOException {
      List<String> ids = new ArrayList<>();
      try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
        all.forEach(thread -> ids.add(String.valueOf(thread.getFileName())));
      }
      computing.keySet().retainAll(ids);
      long most = -1;
      for (String id : ids) {
        Path thread = folder.resolve(id);
        if (!computes(thread, id)) {
          continue;
        }
        String[] fields = fields(thread.resolve("stat"));
        long ticks = ticks(fields);
        Long before = ticksBefore.put(id, ticks);
        long since = before == null ? ticks : ticks - before;
        if (since > most || (since == most && id.equals(busiest))) {
          most = since;
          busiest = id;
          core = Integer.parseInt(fields[CORE]);
        }
      }
    }

    @Nullable String busiest() {
      return busiest;
    }

    private boolean computes(Path thread, String id) throws IOException {
      Boolean known = computing.get(id);
      if (known == null) {
        known = COMPUTING.contains(read(thread.resolve("comm")).strip());
        computing.put(id, known);
      }
      return known;
    }
  }
}
