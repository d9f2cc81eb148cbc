package dev.k3form.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.testkit.local.LocalPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The choice of a store, the way from one to another, and workspaces, as a user types it. */
final class StoresTest {
  private static final String RESOURCES =
      """
      variable "input" {
        type    = string
        default = "one"
      }

      resource "k3form_data" "a" {
        input        = var.input
        secret_input = "pssst-not-for-the-database"
      }

      output "a" {
        value = k3form_data.a.output
      }
      """;

  @TempDir private Path directory;
  private Cli cli;

  @BeforeEach
  void start() throws IOException {
    cli = new Cli(directory);
    cli.file("main.k3s", RESOURCES);
  }

  private static Cli.Result ok(Cli.Result result) {
    assertThat(result.exit()).as(result.out() + result.err()).isZero();
    return result;
  }

  private void store(String block) throws IOException {
    cli.file("store.k3s", "k3form {\n" + block + "\n}\n");
  }

  private void postgres(LocalPostgres server) throws IOException {
    store(
        """
          store "postgres" {
            url            = "%s"
            user           = "k3form"
            project        = "shop"
            lock_heartbeat = 500ms
            lock_expiry    = 5s
          }\
        """
            .formatted(server.url()));
    cli.with("PGPASSWORD", LocalPostgres.PASSWORD);
  }

  @Test
  void aStoreThatIsNotUnderstoodIsNeverTakenForTheLocalOne() throws IOException {
    store("  store \"s3\" {\n  }");
    assertThat(cli.run("state", "list").err()).contains("K3-0830", "`local`, `git`, `postgres`");
    store("  store \"git\" {\n    branch = \"x\"\n  }");
    assertThat(cli.run("apply", "-auto-approve").err()).contains("K3-0830", "`remote`");
    store("  store \"postgres\" {\n    project = \"x\"\n  }");
    assertThat(cli.run("state", "list").err()).contains("K3-0830", "`url`");
    store(
        "  store \"postgres\" {\n    project = \"x\"\n"
            + "    url = \"postgres://a:hunter2@db/x\"\n  }");
    assertThat(cli.run("state", "list").err())
        .contains("K3-0830", "PGPASSWORD")
        .doesNotContain("cannot be reached");
    store("  store \"postgres\" {");
    assertThat(cli.run("state", "list").exit()).isEqualTo(1);
    store("  store \"git\" {\n  }");
    assertThat(cli.run("state", "list").err()).contains("K3-0742");
    assertThat(cli.work().resolve("k3form.state.json")).doesNotExist();
  }

  @Test
  void aStateMovesToADatabaseAndBackAndNothingIsCreatedAgain() throws Exception {
    try (LocalPostgres server = LocalPostgres.start()) {
      ok(cli.run("init"));
      ok(cli.run("apply", "-auto-approve"));
      ok(cli.run("workspace", "new", "stage"));
      ok(cli.run("apply", "-auto-approve", "-var=input=staged"));
      ok(cli.run("workspace", "select", "default"));
      postgres(server);
      Cli.Result refused = cli.run("plan");
      assertThat(refused.err()).contains("error[K3-0831]", "k3form state migrate");
      assertThat(refused.out()).doesNotContain("to create");
      assertThat(ok(cli.run("state", "migrate")).out())
          .contains("default: 1 resources", "stage: 1 resources", "git rm");
      Files.delete(cli.work().resolve("k3form.state.json"));
      Files.delete(cli.work().resolve("k3form.state.stage.json"));
      assertThat(cli.run("plan", "-detailed-exitcode").exit()).isZero();
      assertThat(cli.run("workspace", "list").out().lines())
          .containsExactly("* default", "  stage");
      ok(cli.run("apply", "-auto-approve", "-var=input=two"));
      assertThat(cli.run("state", "history").out()).contains("apply: 1 to update");
      assertThat(cli.run("state", "diff", "1", "2").out()).contains("+   input = \"two\"");
      assertThat(ok(cli.run("state", "verify")).out()).contains("whole: 1 resources");
      assertThat(server.dump())
          .contains("k3form_data.a", "$sealed")
          .doesNotContain("pssst-not-for-the-database");
      ok(cli.run("keys", "rotate"));
      assertThat(cli.run("plan", "-var=input=two", "-detailed-exitcode").exit()).isZero();
      cli.with("K3FORM_WORKSPACE", "stage");
      assertThat(cli.run("output", "-raw", "a").out()).isEqualTo("staged");
      cli.with("K3FORM_WORKSPACE", "");
      ok(cli.run("workspace", "new", "begun-there"));
      ok(cli.run("plan"));
      ok(cli.run("apply", "-auto-approve"));
      ok(cli.run("workspace", "select", "default"));
      store("");
      assertThat(cli.run("plan").err()).contains("error[K3-0831]");
      assertThat(ok(cli.run("state", "migrate")).out()).contains("begun-there: 1 resources");
      assertThat(cli.run("plan", "-var=input=two", "-detailed-exitcode").exit()).isZero();
    }
  }

  @Test
  void aStateThatWasLeftBehindIsNotGoneOnWith() throws Exception {
    try (LocalPostgres server = LocalPostgres.start()) {
      ok(cli.run("init"));
      ok(cli.run("workspace", "new", "stage"));
      ok(cli.run("apply", "-auto-approve"));
      ok(cli.run("workspace", "select", "default"));
      postgres(server);
      assertThat(cli.run("plan").err())
          .as("another workspace's state counts too")
          .contains("K3-0831", "`stage`");
      ok(cli.run("state", "migrate"));
      ok(cli.run("workspace", "select", "stage"));
      ok(cli.run("apply", "-auto-approve", "-var=input=two"));
      store(""); // the file was left where it was
      Cli.Result back = cli.run("plan", "-var=input=two");
      assertThat(back.err()).contains("K3-0831", "an earlier one");
      assertThat(back.out()).doesNotContain("to update");
      ok(cli.run("state", "migrate"));
      assertThat(cli.run("plan", "-var=input=two", "-detailed-exitcode").exit()).isZero();
      ok(cli.run("apply", "-auto-approve", "-var=input=three"));
      postgres(server);
      assertThat(cli.run("plan").err()).contains("K3-0831", "an earlier one");
      ok(cli.run("state", "migrate"));
      assertThat(cli.run("plan", "-var=input=three", "-detailed-exitcode").exit()).isZero();
      Files.writeString(
          cli.work().resolve("k3form.state.stage.json"),
          Files.readString(cli.work().resolve("k3form.state.stage.json"))
              .replace("three", "by hand"));
      store("");
      assertThat(cli.run("plan").err())
          .contains("K3-0832", "changed apart", "rm " + cli.work(), "WHERE name = '")
          .contains("DELETE FROM k3form.history WHERE state = '");
      assertThat(cli.run("state", "migrate").err()).contains("K3-0752");
    }
  }

  @Test
  void aLostConnectionDoesNotEndAnApplyAndAKilledHolderLeavesNoLock() throws Exception {
    try (LocalPostgres server = LocalPostgres.start()) {
      postgres(server);
      ok(cli.run("init"));
      try (CliProcess run = CliProcess.start(cli.work(), cli.environment(), "apply")) {
        run.awaitOutput("Only `yes`");
        assertThat(cli.run("apply", "-auto-approve").err())
            .contains("error[K3-0720]", "process " + run.pid(), "since 20");
        server.control("restart");
        run.type("yes\n");
        assertThat(run.exit()).as(run.output()).isZero();
      }
      assertThat(cli.run("plan", "-detailed-exitcode").exit()).isZero();
      try (CliProcess run =
          CliProcess.start(cli.work(), cli.environment(), "apply", "-var=input=two")) {
        run.awaitOutput("Only `yes`");
        run.kill();
      }
      ok(cli.run("apply", "-auto-approve", "-var=input=three", "-lock-timeout=60s"));
      cli.with("PGPASSWORD", "not-the-password");
      assertThat(cli.run("state", "list").err())
          .contains("error[K3-0750]", "cannot be reached", "K3FORM_POSTGRES_PASSWORD")
          .doesNotContain("not-the-password");
      cli.with("PGPASSWORD", LocalPostgres.PASSWORD);
      server.control("stop");
      try {
        assertThat(cli.run("state", "list").err())
            .contains("error[K3-0750]", "cannot be reached")
            .doesNotContain(LocalPostgres.PASSWORD);
      } finally {
        server.control("start");
      }
    }
  }

  @Test
  void workspacesAreKeptApart() {
    ok(cli.run("init"));
    ok(cli.run("apply", "-auto-approve"));
    assertThat(cli.run("workspace", "show").out().strip()).isEqualTo("default");
    assertThat(cli.run("workspace", "new", "no/slash").err()).contains("K3-0834");
    assertThat(cli.run("workspace", "select", "stage").err()).contains("K3-0836", "default");
    ok(cli.run("workspace", "new", "stage"));
    assertThat(cli.run("workspace", "new", "stage").err()).contains("K3-0835");
    assertThat(cli.run("state", "list").out()).isEmpty();
    ok(cli.run("apply", "-auto-approve"));
    assertThat(cli.run("workspace", "delete", "stage").err()).contains("K3-0840");
    ok(cli.run("workspace", "select", "default"));
    assertThat(cli.run("workspace", "delete", "stage").err())
        .contains("K3-0841", "still has 1 resource\n");
    assertThat(cli.run("workspace", "list", "-json").out()).contains("\"current\" : \"default\"");
    ok(cli.run("workspace", "delete", "-force", "stage"));
    assertThat(cli.run("workspace", "list").out().strip()).isEqualTo("* default");
    ok(cli.run("workspace", "new", "stage"));
    assertThat(cli.run("state", "list").out()).isEmpty();
    cli.with("K3FORM_WORKSPACE", "a b");
    assertThat(cli.run("plan").err()).contains("K3-0834");
  }

  @Test
  void aFileThatIsNoStateIsNotPushedAndNobodyIsToldToRemoveIt() throws IOException {
    cli.file("main.k3s", "resource \"k3form_data\" \"a\" {}\n");
    assertThat(cli.run("apply", "-auto-approve").exit()).isZero();
    cli.file("empty.json", "");
    assertThat(cli.run("state", "push", "empty.json").err())
        .contains("K3-0701", "k3form state pull > FILE")
        .doesNotContain("rm empty", "git checkout");
    assertThat(cli.answering("{}", "state", "push", "-").err())
        .contains("K3-0704", "(standard input)")
        .doesNotContain("git checkout");
    assertThat(cli.run("state", "list").out()).contains("k3form_data.a");
  }

  @Test
  void aPulledStateIsPushedOnlyOnTopOfWhatItWas() throws IOException {
    ok(cli.run("init"));
    assertThat(cli.run("state", "pull").err()).contains("K3-0845");
    ok(cli.run("apply", "-auto-approve"));
    String pulled = ok(cli.run("state", "pull")).out();
    assertThat(pulled)
        .isEqualTo(Files.readString(cli.work().resolve("k3form.state.json")))
        .contains("$sealed");
    cli.file("edited.json", pulled.replace("\"one\"", "\"by hand\""));
    assertThat(ok(cli.run("state", "push", "edited.json")).out()).contains("~ k3form_data.a");
    assertThat(cli.run("state", "show", "k3form_data.a").out()).contains("by hand");
    Cli.Result older = cli.run("state", "push", "edited.json");
    assertThat(older.err()).contains("error[K3-0837]");
    cli.file("other.json", pulled.replaceAll("\"lineage\": \"........", "\"lineage\": \"00000000"));
    assertThat(cli.run("state", "push", "-force", "other.json").exit()).isEqualTo(1);
    cli.file(
        "other.json",
        pulled
            .replaceAll("\"lineage\": \"........", "\"lineage\": \"00000000")
            .replaceAll("\\{\\s*\"\\$sealed\": \"[^\"]*\"\\s*}", "null"));
    assertThat(cli.run("state", "push", "-force", "other.json").err()).contains("K3-0838");
    cli.file("cut.json", pulled.substring(0, 200));
    assertThat(cli.run("state", "push", "-force", "cut.json").err()).contains("K3-0702");
    assertThat(cli.run("state", "push", "nothing.json").err()).contains("K3-0804", "no such file");
    assertThat(ok(cli.run("state", "textconv", "cut.json")).out())
        .isEqualTo(pulled.substring(0, 200));
    assertThat(cli.answering(pulled, "state", "push", "-force", "-").exit()).isZero();
    assertThat(cli.run("plan", "-detailed-exitcode").exit()).isZero();
  }
}
