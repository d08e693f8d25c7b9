package io.phalanx.scripts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/// A machine in a folder: the tools scripts may count on, no Java, no Maven, and JDKs to order.
record Sandbox(Path folder) {
  private static final List<String> TOOLS =
      List.of("cat", "find", "ln", "mkdir", "mv", "readlink", "rm", "sed", "sleep", "tail", "tr");

  static Sandbox in(Path folder) throws IOException {
    Sandbox sandbox = new Sandbox(folder);
    Files.createDirectories(sandbox.tools());
    Files.createDirectories(sandbox.jdks());
    for (String tool : TOOLS) {
      write(sandbox.tools().resolve(tool), "exec " + find(tool) + " \"$@\"");
    }
    return sandbox;
  }

  /// The one folder on PATH.
  Path tools() {
    return folder.resolve("tools");
  }

  /// The one folder in which JDKs are looked for.
  Path jdks() {
    return folder.resolve("jdks");
  }

  /// A script that sees this machine only.
  Script script(Path program, String... arguments) throws IOException {
    return Script.of(folder, program, arguments)
        .with("PATH", tools())
        .with("PHALANX_JDK_ROOTS", jdks())
        .with("PHALANX_PRINT_COMMAND", 1);
  }

  /// Installs what looks like a JDK.
  ///
  /// @param name its folder below [#jdks()]; may lead deeper, as on macOS
  Path installJdk(String name, String version) throws IOException {
    Path jdk = jdks().resolve(name);
    Files.createDirectories(jdk.resolve("bin"));
    Files.writeString(
        jdk.resolve("release"), "IMPLEMENTOR=\"Any\"\nJAVA_VERSION=\"" + version + "\"\n");
    write(jdk.resolve("bin/java"), "exit 99");
    write(jdk.resolve("bin/javac"), "exit 99");
    return jdk;
  }

  /// Installs a Maven.
  ///
  /// @param lines what it does, for a POSIX shell
  void installMaven(String lines) throws IOException {
    write(tools().resolve("mvn"), lines);
  }

  private static void write(Path program, String lines) throws IOException {
    Files.writeString(program, "#!/bin/sh\n" + lines + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static Path find(String tool) {
    return Stream.of("/usr/bin", "/bin")
        .map(bin -> Path.of(bin, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("not on this machine: tool=" + tool));
  }
}
