package dev.k3form.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a count is added to a block or a module call, or taken away, the single instance moves. */
final class RecountedTest {
  @TempDir private Path directory;
  private Cli cli;

  @BeforeEach
  void start() throws IOException {
    cli = new Cli(directory);
    cli.file(
        "m/main.k3s",
        "resource \"k3form_data\" \"in\" {}\nmodule \"deep\" {\n  source = \"./deep\"\n}\n");
    cli.file("m/deep/main.k3s", "resource \"k3form_data\" \"down\" {\n  count = 2\n}\n");
    call("");
    assertThat(cli.run("init").exit()).isZero();
    assertThat(cli.run("apply", "-auto-approve").exit()).isZero();
  }

  private void call(String repetition) throws IOException {
    cli.file("main.k3s", "module \"m\" {\n  source = \"./m\"\n  " + repetition + "\n}\n");
  }

  private void assertOnlyMoves(String... now) {
    var applied = cli.run("apply", "-auto-approve");
    assertThat(applied.exit()).as(applied.err()).isZero();
    assertThat(applied.out()).doesNotContain(" will be created", " will be destroyed");
    assertThat(cli.run("state", "list").out().lines()).containsExactlyInAnyOrder(now);
    assertThat(cli.run("plan", "-detailed-exitcode").exit()).isZero();
  }

  @Test
  void aModuleCallHasItsCountAddedAndTakenAway() throws IOException {
    call("count = 1");
    assertOnlyMoves(
        "module.m[0].k3form_data.in",
        "module.m[0].module.deep.k3form_data.down[0]",
        "module.m[0].module.deep.k3form_data.down[1]");
    call("");
    assertOnlyMoves(
        "module.m.k3form_data.in",
        "module.m.module.deep.k3form_data.down[0]",
        "module.m.module.deep.k3form_data.down[1]");
  }

  @Test
  void namesAreNotGuessed() throws IOException {
    call("for_each = toset([\"a\"])");
    assertThat(cli.run("plan").out()).contains("3 to create", "3 to destroy");
  }

  @Test
  void blockAndCallAtOnce() throws IOException {
    call("count = 1");
    cli.file("m/deep/main.k3s", "resource \"k3form_data\" \"down\" {}\n");
    var plan = cli.run("plan");
    assertThat(plan.out())
        .contains("module.m[0].module.deep.k3form_data.down ", "1 to destroy")
        .doesNotContain("to create");
  }
}
