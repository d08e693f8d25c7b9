package io.phalanx.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// Every command of the README does what it says, in the order in which it stands there.
class ReadmeIT {
  private static final Pattern SHELL_BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
  private static final long TIMEOUT_MINUTES = 4;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  @Test
  void shouldRunEveryCommandOfTheReadme() throws Exception {
    Path scripts = Path.of(System.getProperty("phalanx.scripts"));
    Files.createSymbolicLink(folder.resolve("launch-scripts"), scripts);
    String commands = String.join("", shellBlocks(scripts.resolveSibling("README.md")));
    Path said = folder.resolve("said.txt");
    ProcessBuilder shell = new ProcessBuilder("bash", "-euxo", "pipefail", "-c", commands);
    shell.environment().put("PHALANX_DIR", folder.resolve("cluster").toString());
    Process process =
        shell
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();

    assertThat(process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(said)).isZero();
    assertThat(folder.resolve("out.npy")).isRegularFile();
    assertThat(folder.resolve("means.npy")).isRegularFile();
    assertThat(folder.resolve("tanh.npy")).isRegularFile();
  }

  private static List<String> shellBlocks(Path readme) throws IOException {
    Matcher block = SHELL_BLOCK.matcher(Files.readString(readme));
    List<String> blocks = block.results().map(result -> result.group(1)).toList();
    assertThat(blocks).hasSizeGreaterThan(3);
    return blocks;
  }
}
