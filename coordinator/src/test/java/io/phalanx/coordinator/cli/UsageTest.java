package io.phalanx.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class UsageTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "                                     | no command; see phalanx --help",
        "matrix                               | Missing required subcommand; see phalanx matrix --help",
        "matrix creat x.npy                   | did you mean create",
        "matrix create                        | see phalanx matrix create --help",
        "matrix create x.npy --shpe 3x3       | see phalanx matrix create --help",
        "matrix create x.npy --shape 3x       | shape=3x",
        "matrix create x.npy --shape -1x3     | shape=-1x3",
        "matrix create x.npy --shape 3x3x3    | shape=3x3x3",
        "matrix create x.npy --shape 999999999999999999x999999999999999999 | shape too large",
        "matrix create x.npy --shape 2x2 --dtype int32                   | dtype=int32",
        "matrix create x.npy --shape 2x2 --dtype float16                 | dtype=float16",
        "matrix create x.npy --shape 2x2 --fill sum                      | fill=sum",
        "matrix create x.npy --shape 2x2 --fill const                    | param=value",
        "matrix create x.npy --shape 2x2 --fill const --param value=one  | value=one",
        "matrix create x.npy --shape 2x2 --seed 1                        | param=seed",
        "matrix create x.npy --shape 2x2 --seed one                      | 'one'",
        "matrix create x.npy --shape 2x2 --fill randn --seed 1 --param seed=2     | two seeds",
        "matrix create x.npy --shape 2x2 --fill uniform --param low=2             | low=2",
        "matrix create no/such/x.npy --shape 2x2                         | no such directory",
        "matrix create . --shape 2x2          | is a directory",
        "matrix create old.npy --shape 2x2    | with --force",
        "matrix info none.npy                 | no such file",
        "matrix info .                        | a directory",
        "matrix info text.txt                 | text.txt",
        "matrix info old.npy none.npy         | no such file",
        "matrix head old.npy -n -1            | n=-1",
        "matrix head old.npy --cols 1001      | cols=1001",
        "matrix stat none.npy                 | no such file",
        "matrix fill none.npy zeros           | no such file",
        "matrix fill old.npy sum              | fill=sum",
        "matrix diff old.npy none.npy         | no such file",
        "matrix diff old.npy old.npy --ulp -1 | ulp=-1",
        "matrix diff old.npy                  | see phalanx matrix diff --help",
        "matrix checksum old.npy none.npy     | no such file",
        "logs --dir none                      | known=[]",
        "logs worker-0 --all --dir none       | process=worker-0",
        "logs -n -1 --dir none                | n=-1",
        "ops --jsn                            | --jsn",
        "top --interval 1ms                   | interval=1ms",
        "top --interval often                 | 'often'",
        "top --dir none                       | use phalanx status --watch",
        "completion fish                      | 'fish'",
        "tune                                 | nothing to measure",
        "tune sigmod                          | operation=sigmod",
        "tune sigmoid --workers 2-1           | workers=2-1",
        "tune sigmoid --workers two           | workers=two",
        "tune sigmoid --pin maybe             | --pin",
        "tune sigmoid --tile-kib 3            | tile-kib=3",
        "tune sigmoid --chart out.pdf         | chart=",
        "tune sigmoid old.npy --shape 2x2     | leave out --shape",
        "tune --task sleep 1 2                | one input",
        "demo                                 | see phalanx demo --help",
        "demo matrix --shape 3 --dir none     | shape=3",
        "demo gil --threads 1 --dir none      | threads=1",
        "demo gil --threads many              | --threads",
      })
  void shouldRefuseInOneLineWhenUsageIsWrong(String command, String reason) throws IOException {
    Files.writeString(folder.resolve("text.txt"), "no matrix");
    CliRun.of("matrix", "create", folder.resolve("old.npy"), "--shape", "2x2");

    CliRun run = CliRun.of(inFolder(command).toArray());

    assertThat(run.err()).contains(reason).startsWith("phalanx: ").hasLineCount(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(PhalanxCli.USAGE);
    assertThat(folder.resolve("x.npy")).doesNotExist();
    assertThat(folder.resolve("none")).doesNotExist();
  }

  /// Words that name files are taken as files of the test's folder.
  private List<String> inFolder(String command) {
    return command == null
        ? List.of()
        : Arrays.stream(command.split(" +"))
            .map(word ->
                word.matches(".*\\.(npy|txt)|none|\\.") ? folder.resolve(word).toString() : word)
            .toList();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void shouldGiveTwoExamplesWhenAskedForHelp(String command) {
    CliRun run = CliRun.of((Object[]) (command + " --help").split(" "));

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out().lines().dropWhile(line -> !line.equals("Examples:")).skip(1))
        .as("examples of %s", command)
        .hasSizeGreaterThanOrEqualTo(2)
        .allSatisfy(line -> assertThat(line).contains(command));
  }

  static Stream<String> commands() {
    return Stream.of(
        "logs",
        "status",
        "top",
        "matrix create",
        "matrix info",
        "matrix head",
        "matrix stat",
        "matrix fill",
        "matrix diff",
        "matrix checksum",
        "ops",
        "doctor",
        "tune",
        "demo matrix",
        "demo gil",
        "demo downloader",
        "download",
        "completion");
  }

  @Test
  void shouldFailWhenResultCannotBeWritten() {
    StringWriter err = new StringWriter();

    int exitCode =
        PhalanxCli.execute(failing("No space left on device"), new PrintWriter(err, true), "ops");

    assertThat(exitCode).isEqualTo(PhalanxCli.FAILED);
    assertThat(err.toString()).contains("cause=No space left on device").hasLineCount(1);
  }

  @Test
  void shouldEndQuietlyWhenReaderHasEnough() {
    StringWriter err = new StringWriter();

    int exitCode = PhalanxCli.execute(failing("Broken pipe"), new PrintWriter(err, true), "ops");

    assertThat(exitCode).isEqualTo(PhalanxCli.DONE);
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void shouldKnowEveryCommandInCompletion() {
    String script = CliRun.of("completion", "bash").out();

    for (CommandLine command : PhalanxCli.commandLine().getSubcommands().values()) {
      assertThat(script).contains(command.getCommandName());
    }
    assertThat(CliRun.of("completion", "zsh").out()).contains("bashcompinit").endsWith(script);
  }

  private static OutputStream failing(String cause) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException(cause);
      }
    };
  }
}
