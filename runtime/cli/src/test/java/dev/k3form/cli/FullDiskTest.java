package dev.k3form.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.testkit.local.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full or cannot be written is an error that loses nothing; on a real one. */
@Tag("lab")
final class FullDiskTest {
  @TempDir private Path directory;
  private Path mount;
  private Cli cli;

  @BeforeEach
  void mount() throws Exception {
    Programs.need("mount", "umount");
    Assumptions.assumeTrue(System.getProperty("user.name").equals("root"), "this is not root");
    mount = Files.createDirectories(directory.resolve("disk"));
    Programs.run(directory, "mount", "-t", "tmpfs", "-o", "size=256k", "none", mount.toString());
    cli = new Cli(mount);
    cli.file("main.k3s", config(20));
    assertThat(cli.run("init").exit()).isZero();
    assertThat(cli.run("apply", "-auto-approve").exit()).isZero();
  }

  @AfterEach
  void unmount() throws Exception {
    Programs.run(directory, "umount", mount.toString());
  }

  private static String config(int count) {
    return "resource \"k3form_data\" \"a\" {\n  count = "
        + count
        + "\n  input = \"number ${count.index}, and some text to make it longer\"\n}\n";
  }

  private void remount(String option) throws IOException, InterruptedException {
    Programs.run(directory, "mount", "-o", "remount," + option, mount.toString());
  }

  @Test
  void onAFullDiskAnApplyStopsAndTheNextOneGoesOn() throws Exception {
    cli.file("main.k3s", config(600));
    Cli.Result full = cli.run("apply", "-auto-approve");
    assertThat(full.exit()).as(full.out()).isEqualTo(1);
    assertThat(full.err()).containsPattern("error\\[K3-07(09|13)\\]").contains("room");
    assertThat(full.out())
        .contains(" skipped.", "Apply not complete")
        .doesNotContain("interrupted", ": skipped");
    Cli.Result again = cli.run("apply", "-auto-approve");
    assertThat(again.exit()).isEqualTo(1);
    remount("size=16m");
    Cli.Result list = cli.run("state", "list");
    assertThat(list.exit()).as(list.err()).isZero();
    assertThat(list.out().lines()).hasSizeGreaterThanOrEqualTo(20);
    Cli.Result apply = cli.run("apply", "-auto-approve");
    assertThat(apply.exit()).as(apply.err()).isZero();
    assertThat(cli.run("state", "list").out().lines()).hasSize(600);
    assertThat(cli.run("plan", "-detailed-exitcode").exit()).isZero();
  }

  @Test
  void aDirectoryThatCannotBeWrittenIsReadAndLeftAsItIs() throws Exception {
    remount("ro");
    try {
      assertThat(cli.run("state", "list").out().lines()).hasSize(20);
      Cli.Result apply = cli.run("apply", "-auto-approve");
      assertThat(apply.exit()).isEqualTo(1);
      assertThat(apply.err()).contains("error[K3-0709]");
    } finally {
      remount("rw");
    }
    assertThat(cli.run("plan", "-detailed-exitcode").exit()).isZero();
  }
}
