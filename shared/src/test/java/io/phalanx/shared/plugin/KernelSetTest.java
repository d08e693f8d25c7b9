package io.phalanx.shared.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.phalanx.shared.kernel.Operation;
import io.phalanx.shared.kernel.Params;
import io.phalanx.shared.kernel.catalog.Operations;
import io.phalanx.shared.lifecycle.PhalanxException;
import io.phalanx.shared.matrix.DType;
import io.phalanx.shared.protocol.KernelJarRef;
import io.phalanx.shared.testing.BuiltJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelSetTest {
  private static final int MAJOR_VERSION_OFFSET = 7;

  @TempDir private Path folder;

  @Test
  void shouldBringTheOperationsOfAJar() throws IOException {
    Path jar = jar("one", "twice", "params -> x -> 2 * x");

    KernelSet set = KernelSet.of(jar);

    assertThat(set.provided())
        .extracting(from -> from.operation().name(), KernelSet.Provided::jar)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("twice", jar.toString()));
    assertThat(set.operations()).hasSize(Operations.all().size() + 1);
    assertThat(set.jars()).containsExactly(KernelJars.ref(jar));
  }

  @Test
  void shouldLoadAContentOnceInAProcess() throws IOException {
    Path jar = jar("one", "twice", "params -> x -> 2 * x");
    Path copy = Files.copy(jar, folder.resolve("copy.jar"));

    KernelSet.Provided first = KernelSet.of(jar).provided().getFirst();
    KernelSet.Provided second = KernelSet.of(copy).provided().getFirst();

    assertThat(second.operation()).isSameAs(first.operation());
    assertThat(second.jar()).isEqualTo(copy.toString());
    assertThat(KernelSet.of(copy).jars()).containsExactly(KernelJars.ref(copy));
  }

  @Test
  void shouldBringTheOperationsOfAJarThatWasBuiltAnew() throws IOException {
    Path jar = jar("one", "twice", "params -> x -> 2 * x");
    KernelSet before = KernelSet.of(jar);
    Files.move(jar("two", "thrice", "params -> x -> 3 * x"), folder.resolve("x.jar"));
    Files.copy(folder.resolve("x.jar"), Files.newOutputStream(jar));

    assertThat(KernelSet.of(jar).provided().getFirst().operation().name()).isEqualTo("thrice");
    assertThat(before.provided().getFirst().operation().name()).isEqualTo("twice");
  }

  @Test
  void shouldRefuseWhatIsNoJar() throws IOException {
    Path text = Files.writeString(folder.resolve("text.jar"), "no jar");

    refused(
        "no such kernel jar: kernels=" + folder.resolve("none.jar"), folder.resolve("none.jar"));
    refused("not a jar: kernels=" + folder, folder);
    refused("not a jar: kernels=" + text, text);
  }

  @Test
  void shouldRefuseAJarWithoutProviders() throws IOException {
    Path jar = new BuiltJar(folder, "").resource("readme.txt", "?").pack(path("empty"), "");

    refused("missing=META-INF/services/io.phalanx.shared.kernel.user.OperationProvider", jar);
  }

  @Test
  void shouldRefuseAProviderThatIsNotThere() throws IOException {
    Path jar =
        BuiltJar.in(folder)
            .resource(KernelJars.SERVICE, "com.example.Missing")
            .pack(path("missing"), "");

    refused("Provider com.example.Missing not found", jar);
  }

  @Test
  void shouldRefuseTheNameOfABuiltInOperation() throws IOException {
    Path jar = jar("one", "sigmoid", "params -> x -> x");

    refused("operation has the name of a built-in one: operation=sigmoid", jar);
    refused("kernels=" + jar, jar);
  }

  @Test
  void shouldRefuseOneNameFromTwoJars() throws IOException {
    Path one = jar("one", "twice", "params -> x -> 2 * x");
    Path two = jar("two", "twice", "params -> x -> x + x");

    refused("operation=twice, inputs=1, kernels=" + one + ", kernels=" + two, one, two);
  }

  @Test
  void shouldRefuseAProviderThatThrows() throws IOException {
    Path jar = provider("one", "throw new IllegalStateException(\"no\\nway\");");

    refused("java.lang.IllegalStateException: no way at com.example.one.One.operations", jar);
  }

  @Test
  void shouldRefuseAClassOfANewerJavaWithWhatToDo() throws IOException {
    Path jar = jar("one", "twice", "params -> x -> 2 * x");
    Path type = folder.resolve("one/classes/com/example/one/One.class");
    byte[] bytes = Files.readAllBytes(type);
    bytes[MAJOR_VERSION_OFFSET]++;
    Files.write(type, bytes);
    BuiltJar.in(folder.resolve("one")).pack(jar, "");

    refused("compile for it, such as with javac --release 25", jar);
  }

  @Test
  void shouldRefuseAnOperationThatMakesNoSense() throws IOException {
    String kernel = "io.phalanx.shared.kernel.user.NewOperation.kernel(";
    String family = "io.phalanx.shared.kernel.Operation.Family.";

    refused(
        "no name of an operation: operation=Big One", jar("name", "Big One", "params -> x -> x"));
    refused(
        "wrong number of inputs: operation=odd",
        provider(
            "inputs",
            "return List.of(" + kernel + "\"odd\", " + family + "ROWS, 2, null).operation());"));
    refused(
        "no family for user kernels: operation=odd",
        provider(
            "family",
            "return List.of(" + kernel + "\"odd\", " + family + "PRODUCT, 2, null).operation());"));
  }

  @Test
  void shouldSayWhichClassFailsToInitialise() throws IOException {
    BuiltJar built =
        source("one", "return List.of(NewOperation.map(\"bad\", params -> new Bad()).operation());")
            .source(
                "com.example.one.Bad",
                """
                package com.example.one;
                final class Bad implements java.util.function.DoubleUnaryOperator {
                  static final int N = Integer.parseInt("x");
                  public double applyAsDouble(double x) { return N; }
                }
                """);
    Operation bad =
        KernelSet.of(built.compile().pack(path("one"), "")).provided().getFirst().operation();

    assertThatThrownBy(() -> bad.kernels().scalar(params(bad), List.of(DType.FLOAT64)))
        .isInstanceOf(PhalanxException.class)
        .hasMessageContaining("kernel cannot be made: operation=bad")
        .hasMessageContaining("NumberFormatException")
        .hasMessageContaining("com.example.one.Bad.<clinit>(Bad.java:3)");
  }

  @Test
  void shouldRefuseAKernelOfAnotherFamily() throws IOException {
    Path jar =
        provider(
            "one",
            "Operation map = NewOperation.map(\"m\", params -> x -> x).operation();"
                + "return List.of(NewOperation.kernel(\"odd\","
                + "Operation.Family.ROWS, 1, map.kernels()).operation());");
    Operation odd = KernelSet.of(jar).provided().getFirst().operation();

    assertThatThrownBy(() -> odd.kernels().vector(params(odd), List.of(DType.FLOAT64)))
        .hasMessageContaining("kernel is not of its family: operation=odd");
  }

  @Test
  void shouldFindALibraryThatTheManifestOrTheUserNames() throws IOException {
    String call =
        "return List.of(NewOperation.map(\"lib\", params -> x -> lib.Lib.f(x)).operation());";
    BuiltJar library =
        BuiltJar.in(folder.resolve("lib"))
            .source(
                "lib.Lib",
                "package lib; public class Lib { public static double f(double x) { return x; } }")
            .compile();
    Path libraryJar = library.pack(path("a library"), "");
    BuiltJar user = source("one", call);
    BuiltJar seeing =
        new BuiltJar(
            user.folder(), user.classPath() + java.io.File.pathSeparator + library.classes());
    Path naming = seeing.compile().pack(path("naming"), "a%20library.jar none.jar");
    Path silent = seeing.pack(path("silent"), "");

    assertThat(KernelSet.of(naming).jars())
        .extracting(KernelJarRef::path)
        .containsExactly(naming.toString(), libraryJar.toString());
    assertThat(apply(KernelSet.of(naming))).isEqualTo(3);
    assertThat(apply(KernelSet.of(silent, libraryJar))).isEqualTo(3);
    assertThatThrownBy(() -> apply(KernelSet.of(silent))).isInstanceOf(NoClassDefFoundError.class);
  }

  @Test
  void shouldShowUsersNothingButTheJdkAndShared() throws Exception {
    ClassLoader seen = new ApiLoader();

    assertThat(seen.loadClass(Operation.class.getName())).isSameAs(Operation.class);
    assertThat(seen.loadClass("java.net.http.HttpClient")).isNotNull();
    assertThatThrownBy(() -> seen.loadClass("org.agrona.DirectBuffer"))
        .isInstanceOf(ClassNotFoundException.class);
  }

  @Test
  void shouldRefuseAFileThatChangedOrWentSinceTheJobWasPlanned() throws IOException {
    Path jar = jar("one", "twice", "params -> x -> 2.5 * x");
    KernelJarRef planned = KernelJars.ref(jar);
    Files.writeString(jar, "another");

    assertThatIllegalStateException()
        .isThrownBy(() -> KernelSets.of(List.of(planned)))
        .withMessageContaining("kernel jar changed since the job was planned: kernels=" + jar);
    Files.delete(jar);
    assertThatIllegalStateException()
        .isThrownBy(() -> KernelSets.of(List.of(planned)))
        .withMessageContaining("kernel jar is gone since the job was planned: kernels=" + jar);
  }

  private static double apply(KernelSet set) {
    Operation operation = set.provided().getFirst().operation();
    var kernel =
        (io.phalanx.shared.kernel.ElementMap)
            operation.kernels().scalar(params(operation), List.of(DType.FLOAT64));
    try (var arena = java.lang.foreign.Arena.ofConfined()) {
      var x = arena.allocateFrom(java.lang.foreign.ValueLayout.JAVA_DOUBLE, 3);
      kernel.apply(List.of(x), x);
      return x.get(java.lang.foreign.ValueLayout.JAVA_DOUBLE, 0);
    }
  }

  private static Params params(Operation operation) {
    return Params.check(operation.name(), operation.parameters(), Map.of());
  }

  private static void refused(String reason, Path... jars) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KernelSet.of(jars))
        .withMessageContaining(reason);
  }

  private Path jar(String name, String operation, String function) throws IOException {
    return provider(
        name,
        "return List.of(NewOperation.map(\"" + operation + "\", " + function + ").operation());");
  }

  private Path provider(String name, String body) throws IOException {
    return source(name, body).compile().pack(path(name), "");
  }

  /// A provider in a package and folder of its own, not compiled yet.
  private BuiltJar source(String name, String body) throws IOException {
    String type = name.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + name.substring(1);
    String source =
        """
        package com.example.%s;
        import io.phalanx.shared.kernel.Operation;
        import io.phalanx.shared.kernel.user.NewOperation;
        import io.phalanx.shared.kernel.user.OperationProvider;
        import java.util.List;
        public final class %s implements OperationProvider {
          @Override public List<Operation> operations() { %s }
        }
        """
            .formatted(name, type, body);
    String className = "com.example." + name + "." + type;
    return BuiltJar.in(folder.resolve(name))
        .source(className, source)
        .resource(KernelJars.SERVICE, className);
  }

  private Path path(String name) {
    return folder.resolve(name + ".jar");
  }
}
