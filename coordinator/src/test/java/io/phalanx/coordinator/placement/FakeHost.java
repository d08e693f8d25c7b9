package io.phalanx.coordinator.placement;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The files in which Linux tells of a host's processors, below a folder.
record FakeHost(Path root) {
  /// Writes those of a host whose every node is a socket; threads of a core are numbered as Linux
  /// does on most hosts: first one of every core, then the second ones.
  FakeHost with(int nodes, int coresPerNode, int threadsPerCore) throws IOException {
    int cores = nodes * coresPerNode;
    for (int cpu = 0; cpu < cores * threadsPerCore; cpu++) {
      int core = cpu % cores;
      String topology = "sys/devices/system/cpu/cpu" + cpu + "/topology/";
      write(topology + "physical_package_id", core / coresPerNode);
      write(topology + "core_id", core % coresPerNode);
    }
    for (int node = 0; node < nodes; node++) {
      StringBuilder list = new StringBuilder();
      for (int thread = 0; thread < threadsPerCore; thread++) {
        int first = thread * cores + node * coresPerNode;
        list.append(list.isEmpty() ? "" : ",");
        list.append(first).append('-').append(first + coresPerNode - 1);
      }
      write("sys/devices/system/node/node" + node + "/cpulist", list);
    }
    return allowing("0-" + (cores * threadsPerCore - 1));
  }

  /// Allows only some processors.
  FakeHost allowing(String list) throws IOException {
    write("proc/self/status", "Name:\tjava\nCpus_allowed_list:\t" + list);
    return this;
  }

  /// Puts this process into a control group with a quota.
  FakeHost withQuota(String cpuMax) throws IOException {
    write("proc/self/cgroup", "0::/user.slice/job");
    write("sys/fs/cgroup/user.slice/cpu.max", cpuMax);
    write("sys/fs/cgroup/user.slice/job/cpu.max", "max 100000");
    return this;
  }

  FakeHost write(String file, Object content) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.resolve("..").normalize());
    Files.writeString(path, content + "\n");
    return this;
  }
}
