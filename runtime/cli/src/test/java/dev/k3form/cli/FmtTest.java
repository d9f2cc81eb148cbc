package dev.k3form.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The formatter as a command: which files, which exit codes, what is left alone. */
final class FmtTest {
  @TempDir private Path directory;
  private Cli cli;

  @BeforeEach
  void start() throws IOException {
    cli = new Cli(directory);
    cli.file("a.k3s", "a=1\n");
    cli.file("good.k3s", "a = 1\n");
    cli.file("v.k3svars", "b=2");
    cli.file("sub/b.k3s", "b=1\r\n");
    cli.file("notes.txt", "a=1\n");
  }

  @Test
  void changedFilesAreNamedAndWrittenOnce() throws IOException {
    Path file = cli.work().resolve("a.k3s");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    var first = cli.run("fmt");
    assertThat(first.exit()).isZero();
    assertThat(first.out()).isEqualTo("a.k3s\nv.k3svars\n");
    assertThat(Files.readString(file)).isEqualTo("a = 1\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
    assertThat(Files.readString(cli.work().resolve("notes.txt"))).isEqualTo("a=1\n");
    assertThat(Files.readString(cli.work().resolve("sub/b.k3s"))).isEqualTo("b=1\r\n");
    assertThat(cli.run("fmt").out()).isEmpty();
    assertThat(cli.run("fmt", "-recursive").out()).isEqualTo("sub/b.k3s\n");
    assertThat(Files.readString(cli.work().resolve("sub/b.k3s"))).isEqualTo("b = 1\r\n");
    try (var left = Files.list(cli.work())) {
      assertThat(left.filter(f -> f.toString().contains(".fmt-"))).isEmpty();
    }
  }

  @Test
  void checkWritesNothingAndExitsWith3() throws IOException {
    var check = cli.run("fmt", "-check", "-diff");
    assertThat(check.exit()).isEqualTo(3);
    assertThat(check.out()).contains("a.k3s\n", "-a=1\n", "+a = 1\n");
    assertThat(Files.readString(cli.work().resolve("a.k3s"))).isEqualTo("a=1\n");
    assertThat(cli.run("fmt", "-check", "good.k3s").exit()).isZero();
  }

  @Test
  void standardInputGoesToStandardOutput() {
    assertThat(cli.answering("a=1", "fmt", "-").out()).isEqualTo("a = 1\n");
    assertThat(cli.answering("a=1", "fmt", "-check", "-").exit()).isEqualTo(3);
    var diff = cli.answering("a=1\n", "fmt", "-diff", "-");
    assertThat(diff.out()).contains("-a=1\n+a = 1\n");
    assertThat(cli.answering("a = 1", "fmt", "-diff", "-").out())
        .contains("-a = 1\n\\ No newline at end of file\n+a = 1\n");
    var refused = cli.answering("a=", "fmt", "-");
    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err()).contains("K3-0118");
  }

  @Test
  void aFileThatCannotBeFormattedDoesNotKeepTheOthersFromIt() throws IOException {
    cli.file("bad.k3s", "a = \n");
    Files.write(cli.work().resolve("latin.k3s"), new byte[] {'a', '=', '"', (byte) 0xe9, '"'});
    var run = cli.run("fmt");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.out()).isEqualTo("a.k3s\nv.k3svars\n");
    assertThat(run.err()).contains("K3-0118", "bad.k3s:1", "K3-0102", "latin.k3s:1");
    assertThat(Files.readString(cli.work().resolve("bad.k3s"))).isEqualTo("a = \n");
    assertThat(cli.run("fmt", "gone.k3s").err()).contains("K3-0804", "there is no gone.k3s");
  }
}
