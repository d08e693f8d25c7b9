package io.phalanx.shared.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/// A jar that somebody builds: sources compiled by the JDK's compiler, packed.
///
/// @param folder for sources and classes, one jar each
/// @param classPath what the sources are compiled against
public record BuiltJar(Path folder, String classPath) {
  /// A jar of sources in the text of the test, compiled against all that the test sees.
  public static BuiltJar in(Path folder) {
    return new BuiltJar(folder, System.getProperty("java.class.path"));
  }

  /// Adds a source file.
  public BuiltJar source(String className, String text) throws IOException {
    Path file = folder.resolve("src").resolve(className.replace('.', '/') + ".java");
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return this;
  }

  /// Adds a file to be packed as it is.
  public BuiltJar resource(String name, String text) throws IOException {
    Path file = classes().resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return this;
  }

  /// Where the classes are.
  public Path classes() {
    return folder.resolve("classes");
  }

  /// Compiles the sources in the folder `src`.
  public BuiltJar compile(String... options) throws IOException {
    return compile(folder.resolve("src"), options);
  }

  /// Compiles the sources in another folder.
  public BuiltJar compile(Path sources, String... options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("-proc:none", "-cp", classPath));
    arguments.addAll(List.of("-d", classes().toString()));
    arguments.addAll(List.of(options));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    try (var files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8);
        Stream<Path> all = Files.walk(sources)) {
      List<Path> java = all.filter(file -> file.toString().endsWith(".java")).toList();
      boolean compiled =
          compiler
              .getTask(said, files, null, arguments, null, files.getJavaFileObjectsFromPaths(java))
              .call();
      assertThat(compiled).as(said.toString()).isTrue();
    }
    return this;
  }

  /// Packs the classes.
  ///
  /// @param libraries what the manifest names as `Class-Path`; empty for nothing
  public Path pack(Path jar, String libraries) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    if (!libraries.isEmpty()) {
      manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, libraries);
    }
    try (OutputStream bytes = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(bytes, manifest);
        Stream<Path> all = Files.walk(classes())) {
      for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
        out.putNextEntry(new JarEntry(classes().relativize(file).toString()));
        Files.copy(file, out);
        out.closeEntry();
      }
    }
    return jar;
  }
}
