package io.phalanx.coordinator.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The peers there are.
///
/// @param scripts folder of their scripts
/// @param python the Python that runs them
/// @param folder for what they keep on the side
/// @param workers number of their processes or threads
public record Peers(Path scripts, String python, Path folder, int workers) {
  /// Debian's packages of all of them.
  public static final String PACKAGES =
      "python3-numpy python3-numexpr python3-joblib python3-distributed python3-mpi4py"
          + " libopenblas0-pthread";

  /// What can be chosen on the command line.
  public static Set<String> groups() {
    Set<String> groups = new LinkedHashSet<>();
    new Peers(Path.of(""), "", Path.of(""), 1).all().forEach(peer -> groups.add(peer.group()));
    return groups;
  }

  /// The peers of some groups.
  List<Peer> of(Set<String> groups) {
    return all().stream().filter(peer -> groups.contains(peer.group())).toList();
  }

  private List<Peer> all() {
    String n = String.valueOf(workers);
    List<String> ranks = List.of("mpirun", "--oversubscribe", "--bind-to", "none", "-n", n, python);
    return List.of(
        peer(
            "numpy-article",
            "numpy",
            "NumPy, " + n + " processes, the article's expression over" + " whole bands",
            script("numpy_processes.py", "article", n)),
        peer(
            "numpy",
            "numpy",
            "NumPy, " + n + " processes, in place over blocks that fit the cache",
            script("numpy_processes.py", "best", n)),
        peer(
            "numpy-1",
            "numpy",
            "the same in one process",
            script("numpy_processes.py", "best", "1")),
        peer(
            "numpy-blas",
            "numpy",
            "NumPy's matrix product, BLAS with " + n + " threads",
            script("numpy_blas.py", n)),
        peer("numexpr", "numexpr", "numexpr, " + n + " threads", script("numexpr_threads.py", n)),
        peer(
            "joblib",
            "joblib",
            "joblib, " + n + " processes that stay, the blocks of numpy",
            script("joblib_pool.py", n)),
        peer(
            "dask",
            "dask",
            "Dask, local cluster of " + n + " processes, the blocks of numpy",
            script("dask_cluster.py", n)),
        new Peer(
            "mpi4py",
            "mpi4py",
            "mpi4py, " + n + " ranks, the blocks of numpy",
            with(ranks, scripts.resolve("mpi_ranks.py").toString()),
            environment(),
            ""));
  }

  private Peer peer(String name, String group, String description, List<String> command) {
    return new Peer(name, group, description, command, environment(), "");
  }

  /// Open MPI asks for consent where it runs as root, as it does in containers.
  private Map<String, String> environment() {
    return Map.of(
        "JOBLIB_TEMP_FOLDER",
        folder.toString(),
        "DASK_TEMPORARY_DIRECTORY",
        folder.toString(),
        "OMPI_MCA_btl_vader_backing_directory",
        folder.toString(),
        "OMPI_ALLOW_RUN_AS_ROOT",
        "1",
        "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM",
        "1",
        "PYTHONDONTWRITEBYTECODE",
        "1");
  }

  private List<String> script(String name, String... arguments) {
    return with(List.of(python, scripts.resolve(name).toString()), arguments);
  }

  private static List<String> with(List<String> words, String... more) {
    List<String> all = new ArrayList<>(words);
    all.addAll(List.of(more));
    return all;
  }
}
