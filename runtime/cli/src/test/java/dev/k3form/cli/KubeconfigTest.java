package dev.k3form.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sealed kubeconfig goes to its owner's file or to standard output, and nowhere else. */
final class KubeconfigTest {
  private static final String SECRET = "apiVersion: v1";

  @TempDir private Path directory;
  private Cli cli;

  @BeforeEach
  void start() throws IOException {
    cli = new Cli(directory);
    cli.file(
        "main.k3s",
        """
        output "kubeconfig" {
          value     = "apiVersion: v1"
          sensitive = true
        }
        output "port" {
          value = 6443
        }
        """);
    assertThat(cli.run("init").exit()).isZero();
  }

  @Test
  void writesAFileForItsOwnerAloneWhateverWasThere() throws IOException {
    applied();
    Path file = cli.file("admin.kubeconfig", "an older one");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    var written = cli.run("kubeconfig", "-o", "admin.kubeconfig");
    assertThat(written.err()).isEmpty();
    assertThat(written.out()).contains("Wrote admin.kubeconfig").doesNotContain(SECRET);
    assertThat(Files.readString(file)).isEqualTo(SECRET);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (Stream<Path> files = Files.list(cli.work())) {
      assertThat(files.map(f -> String.valueOf(f.getFileName())).filter(n -> n.endsWith(".new")))
          .isEmpty();
    }
  }

  @Test
  void aLinkStaysALink() throws IOException {
    applied();
    Path real = cli.file("real", "");
    Path link = Files.createSymbolicLink(cli.work().resolve("link"), real);
    assertThat(cli.run("kubeconfig", "-o", "link").exit()).isZero();
    assertThat(Files.isSymbolicLink(link)).isTrue();
    assertThat(Files.readString(real)).isEqualTo(SECRET);
  }

  @Test
  void goesToStandardOutputUnlessAFileIsNamed() {
    applied();
    assertThat(cli.run("kubeconfig").out()).isEqualTo(SECRET);
    assertThat(cli.run("kubeconfig", "-o", "-").out()).isEqualTo(SECRET);
  }

  @Test
  void saysWhatIsMissing() {
    assertThat(cli.run("kubeconfig").err()).contains("K3-0812", "the state has no kubeconfig");
    applied();
    assertThat(cli.run("kubeconfig", "-output=port").err())
        .contains("no output `port` with a kubeconfig");
    assertThat(cli.run("kubeconfig", "-cluster=prod").err())
        .contains("no server of a cluster `prod`");
    var refused = cli.run("kubeconfig", "-o", "home/../missing/file");
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("K3-0804", "cannot write");
  }

  private void applied() {
    assertThat(cli.run("apply", "-auto-approve").exit()).isZero();
  }
}
