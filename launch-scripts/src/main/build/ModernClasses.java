import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Gives the classes of a jar the class file format of Java 8, with stack maps, where they are
/// older.
///
/// The JVM leaves classes older than Java 6 out of its AOT cache, and verifies them by the old,
/// slow way at every start. Picocli's are of Java 5: two hundred of them are a third of the time
/// that `phalanx --version` takes. What the code does stays as it is.
///
/// Run in the build, from its source, by java itself: `java ModernClasses.java JAR`
final class ModernClasses {
  private static final int MAPPED_FORMAT = ClassFile.JAVA_6_VERSION;
  private static final int MODERN_FORMAT = ClassFile.JAVA_8_VERSION;

  private ModernClasses() {}

  public static void main(String[] args) throws IOException {
    Path jar = Path.of(args[0]);
    try (URLClassLoader classes = new URLClassLoader(new URL[] {jar.toUri().toURL()});
        FileSystem files = FileSystems.newFileSystem(jar)) {
      ClassFile format =
          ClassFile.of(
              ClassFile.ClassHierarchyResolverOption.of(
                  ClassHierarchyResolver.ofResourceParsing(classes)
                      .orElse(ClassHierarchyResolver.defaultResolver())));
      for (Path file : classFiles(files)) {
        modernise(format, file);
      }
    }
  }

  private static List<Path> classFiles(FileSystem files) throws IOException {
    try (Stream<Path> all = Files.walk(files.getPath("/"))) {
      return all.filter(file -> file.toString().endsWith(".class")).toList();
    }
  }

  private static void modernise(ClassFile format, Path file) throws IOException {
    ClassModel model = format.parse(Files.readAllBytes(file));
    if (model.majorVersion() >= MAPPED_FORMAT) {
      return;
    }
    // Instruction by instruction: whole methods would be copied as they are, without stack maps.
    ClassTransform rewritten =
        ClassTransform.transformingMethodBodies((code, element) -> code.with(element))
            .andThen(ClassTransform.dropping(ClassFileVersion.class::isInstance))
            .andThen(ClassTransform.endHandler(type -> type.withVersion(MODERN_FORMAT, 0)));
    Files.write(file, format.transformClass(model, rewritten));
  }
}
