package io.phalanx.coordinator.bench;

import io.phalanx.shared.matrix.Access;
import io.phalanx.shared.matrix.SharedMatrix;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.DoubleBinaryOperator;
import org.jspecify.annotations.Nullable;

/// Stands in for peers/limit.c where there is no C compiler: the same streams and the same line
/// protocol, on threads of one JVM. Usage: LimitMain N
public final class LimitMain {
  private final ExecutorService threads;
  private final int count;
  private String operation = "";
  private double a;
  private double b;
  private @Nullable SharedMatrix x;
  private @Nullable SharedMatrix out;

  private LimitMain(int count) {
    this.count = count;
    this.threads = Executors.newFixedThreadPool(count);
  }

  /// Answers requests until the end of the input.
  public static void main(String[] args) throws Exception {
    LimitMain limit = new LimitMain(Integer.parseInt(args[0]));
    System.out.println("hello\tjava=" + Runtime.version());
    try (BufferedReader requests =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = requests.readLine(); line != null; line = requests.readLine()) {
        String[] words = line.split("\t", -1);
        System.out.println(words.length == 1 ? limit.run() : limit.prepare(words));
      }
    } finally {
      limit.threads.shutdown();
    }
  }

  /// @param words prepare, operation, x, y, out, a, b
  private String prepare(String[] words) throws IOException {
    operation = words[1];
    if (!LimitStream.NAMES.contains(operation)) {
      return "skip\tno such stream";
    }
    close();
    x = SharedMatrix.open(Path.of(words[2]), Access.READ_WRITE);
    out = words[4].equals("-") ? x : SharedMatrix.open(Path.of(words[4]), Access.READ_WRITE);
    a = Double.parseDouble(words[5]);
    b = Double.parseDouble(words[6]);
    return "ok";
  }

  private String run() throws InterruptedException, ExecutionException {
    SharedMatrix from = x;
    SharedMatrix to = out;
    if (from == null || to == null) {
      return "error\tnot prepared";
    }
    long elements = from.grid().elements();
    long startNs = System.nanoTime();
    List<Callable<Double>> shares = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      long first = elements * index / count;
      long limit = elements * (index + 1) / count;
      MemorySegment source = from.grid().elements(first, limit);
      MemorySegment target = to.grid().elements(first, limit);
      shares.add(() -> new LimitStream(operation, a, b).run(source, target));
    }
    List<Future<Double>> parts = threads.invokeAll(shares);
    double result = parts.getFirst().get();
    DoubleBinaryOperator combine = LimitStream.combine(operation);
    for (Future<Double> part : parts.subList(1, parts.size())) {
      result = combine.applyAsDouble(result, part.get());
    }
    if (operation.equals("mean")) {
      result /= elements;
    }
    long elapsedNs = System.nanoTime() - startNs;
    return "ok\t" + elapsedNs + "\t" + (LimitStream.reduces(operation) ? result : "-");
  }

  private void close() {
    if (out != null && out != x) {
      out.close();
    }
    if (x != null) {
      x.close();
    }
  }
}
