package dev.k3form.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.cli.command.Commands;
import dev.k3form.cli.command.RootCommand;
import dev.k3form.cli.terminal.Terminal;
import dev.k3form.testkit.json.DocumentedSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * Every command that takes {@code -json} prints the object that the schema in {@code docs} says,
 * and nothing besides; also when it fails.
 */
final class JsonObjectsTest {
  private static final Path SCHEMA = Path.of("../../docs/json-output.schema.json");
  private static final String SECRET = "hush-hush-hush";

  @TempDir private Path directory;
  private final DocumentedSchema schema = DocumentedSchema.of(SCHEMA);
  private final Set<String> tried = new TreeSet<>();
  private Cli cli;

  @BeforeEach
  void start() throws IOException {
    cli = new Cli(directory);
    cli.file(
        "main.k3s",
        """
        resource "k3form_data" "a" {
          input        = { n = 1, list = ["x", 2] }
          secret_input = "hush-hush-hush"
        }
        resource "k3form_data" "b" {
          for_each = toset(["x\\"y", "ü"])
          input    = each.key
        }
        output "o" {
          value = k3form_data.a.input
        }
        output "s" {
          value     = ["hush-hush-hush"]
          sensitive = true
        }
        """);
  }

  /** Runs a command with {@code -json}, whose name is that of the definition. */
  private String ok(String command, String... more) {
    var result = run(command, more);
    assertThat(result.err()).isEmpty();
    assertThat(result.exit()).isZero();
    assertThat(schema.problems(command.replace(' ', '_'), result.out())).as(result.out()).isEmpty();
    return result.out();
  }

  private void fails(String command, String... more) {
    var result = run(command, more);
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).contains("error[K3-");
    assertThat(schema.problems("failure", result.out())).as(result.out()).isEmpty();
  }

  private Cli.Result run(String command, String... more) {
    tried.add(command);
    List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
    arguments.add("-json");
    arguments.addAll(List.of(more));
    var result = cli.run(arguments.toArray(String[]::new));
    assertThat(result.out() + result.err()).doesNotContain(SECRET);
    return result;
  }

  @Test
  void everyCommandPrintsItsObjectAndNothingBesides() throws IOException, InterruptedException {
    ok("init");
    ok("version");
    ok("validate");
    assertThat(cli.run("apply", "-auto-approve").exit()).isZero();
    ok("show");
    ok("output");
    ok("keys list");
    ok("workspace list");
    ok("unlock");
    ok("recover");
    ok("state list");
    assertThat(ok("state show", "k3form_data.a")).contains("$sealed");
    ok("state verify");
    ok("state mv", "-dry-run", "k3form_data.a", "k3form_data.z");
    ok("state rm", "-dry-run", "k3form_data.b[\"x\\\"y\"]");
    ok("taint", "k3form_data.a");
    ok("untaint", "k3form_data.a");
    Files.writeString(cli.work().resolve("pulled"), cli.run("state", "pull").out());
    ok("state push", "pulled");
    ok("state migrate");
    fails("import", "k3form_data.none", "x");
    for (String[] git :
        new String[][] {
          {"init", "-q"},
          {"add", "-A"},
          {"-c", "user.name=n", "-c", "user.email=e@x", "commit", "-qm", "one"}
        }) {
      List<String> command = new ArrayList<>(List.of("git"));
      command.addAll(List.of(git));
      assertThat(new ProcessBuilder(command).directory(cli.work().toFile()).start().waitFor())
          .isZero();
    }
    ok("state history");
    assertThat(cli.run("state", "rm", "k3form_data.a").exit()).isZero();
    ok("state diff");

    // Both forms of these are lines, which another test looks at.
    tried.addAll(List.of("plan", "apply", "destroy"));
    assertThat(tried).isEqualTo(all());
  }

  @Test
  void aFailureIsAnObjectToo() throws IOException {
    cli.run("init");
    cli.file("wrong.k3s", "resource {\n");
    var invalid = run("validate");
    assertThat(invalid.exit()).isEqualTo(1);
    assertThat(schema.problems("validate", invalid.out())).isEmpty();
    fails("recover");
    fails("output", "none");
    fails("show", "no-such-plan");
    fails("state show", "k3form_data.none");
    fails("state show", "not an address");
    fails("state history");
    fails("taint", "k3form_data.none");
    fails("state list", "-bogus");
    Files.writeString(cli.work().resolve("k3form.state.json"), "");
    fails("show");
    fails("state list");
    var damaged = run("state verify");
    assertThat(damaged.exit()).isEqualTo(1);
    assertThat(schema.problems("state_verify", damaged.out())).isEmpty();
  }

  /** Returns the commands that take the option. */
  private static Set<String> all() {
    CommandLine root = new CommandLine(new RootCommand(Terminal.system()));
    Commands.all().values().forEach(root::addSubcommand);
    Set<String> found = new TreeSet<>();
    collect(root, "", found);
    return found;
  }

  private static void collect(CommandLine command, String name, Set<String> found) {
    if (command.getCommandSpec().findOption("--json") != null) {
      found.add(name);
    }
    command
        .getSubcommands()
        .forEach(
            (word, sub) -> {
              if (!List.of(sub.getCommandSpec().aliases()).contains(word)) {
                collect(sub, (name + " " + word).strip(), found);
              }
            });
  }
}
