package dev.k3form.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.cli.world.WorldLoader;
import dev.k3form.testkit.fake.Fault;
import dev.k3form.testkit.fake.Thing;
import dev.k3form.testkit.json.DocumentedSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Everything that a plan and an apply can tell, as JSON: each line and each plan is as the schemas
 * in {@code docs} say, no secret is in one, and nothing else is printed.
 */
final class JsonEventsTest {
  private static final Path DOCS = Path.of("../../docs");
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final String SECRET = "hush-hush-hush";

  private static final String BEFORE =
      """
      variable "size" {
        default = 1
      }
      variable "password" {
        default   = "hush-hush-hush"
        sensitive = true
      }
      variable "name" {
        default = "n"
      }
      resource "fake_thing" "same" {
        name     = "same"
        password = var.password
        extra    = { pass = var.password, list = [var.password, 1] }
      }
      resource "fake_thing" "updated" {
        name     = "updated"
        size     = var.size
        mode     = "m${var.size}"
        password = var.password
      }
      resource "fake_thing" "renamed" {
        name = "d-${var.name}"
      }
      resource "fake_thing" "first" {
        name = "c-${var.name}"
        lifecycle {
          create_before_destroy = true
        }
      }
      resource "fake_thing" "member" {
        count = 3
        name  = "member-${count.index}"
        size  = var.size
        group = "members"
      }
      resource "fake_thing" "base" {
        name = "base-${var.name}"
      }
      resource "fake_thing" "open" {
        for_each = toset([fake_thing.base.id])
        name     = each.key
      }
      data "fake_thing" "later" {
        name       = fake_thing.base.name
        depends_on = [fake_thing.base]
      }
      output "found" {
        value = data.fake_thing.later.id
      }
      output "secret" {
        value     = [var.password, fake_thing.base.id]
        sensitive = true
      }
      check "size" {
        assert {
          condition     = var.size == 1
          error_message = "the size is not 1"
        }
      }
      """;

  private static final String ONCE =
      """
      resource "fake_thing" "gone" {
        name = "gone"
      }
      resource "fake_thing" "left" {
        name = "left"
      }
      resource "fake_thing" "old" {
        name = "moved"
      }
      output "passing" {
        value = 1
      }
      """;

  private static final String AFTER =
      """
      removed {
        from = fake_thing.left
        lifecycle {
          destroy = false
        }
      }
      moved {
        from = fake_thing.old
        to   = fake_thing.new
      }
      resource "fake_thing" "new" {
        name = "moved"
      }
      import {
        to = fake_thing.taken
        id = "foreign"
      }
      resource "fake_thing" "taken" {
        name = "taken"
        size = 7
      }
      resource "fake_thing" "bad" {
        name       = "bad"
        depends_on = [fake_thing.updated]
      }
      resource "fake_thing" "behind" {
        name       = "behind"
        depends_on = [fake_thing.bad]
      }
      """;

  @TempDir private Path directory;
  private final Set<String> seen = new TreeSet<>();
  private final DocumentedSchema lines =
      DocumentedSchema.of(DOCS.resolve("json-output.schema.json"));
  private final DocumentedSchema plans =
      DocumentedSchema.of(DOCS.resolve("plan-format.schema.json"));
  private final DocumentedSchema states =
      DocumentedSchema.of(DOCS.resolve("state-format.schema.json"));
  private WorldLoader installed;
  private Cli cli;

  @BeforeEach
  void start() throws IOException {
    installed = WorldLoader.install(directory);
    cli = new Cli(directory);
    cli.file("main.k3s", BEFORE);
    cli.file("more.k3s", ONCE);
    assertThat(cli.run("init").exit()).isZero();
  }

  @AfterEach
  void end() {
    installed.close();
  }

  /** Runs a command; each line of what it prints is an event of the schema. */
  private String events(int exit, String... arguments) {
    var result = cli.run(arguments);
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).startsWith("{\"type\":\"version\"").doesNotContain(SECRET);
    for (String line : result.out().lines().toList()) {
      assertThat(lines.problems("event", line)).as(line).isEmpty();
      JsonNode event = MAPPER.readTree(line);
      String type = event.path("type").asString();
      seen.add(type);
      if (event.has("action")) {
        seen.add(type + " " + event.path("action").asString());
      }
    }
    assertThat(result.exit()).as(result.out()).isEqualTo(exit);
    return result.out();
  }

  private static Thing foreign() {
    return new Thing(
        "taken",
        1,
        null,
        null,
        Map.of(),
        null,
        null,
        null,
        1,
        "zone-1",
        "foreign",
        "fake://foreign/taken");
  }

  private void documents(String plan) throws IOException {
    assertThat(plans.problems(Files.readString(cli.work().resolve(plan)))).isEmpty();
    String shown = cli.run("show", "-json", plan).out();
    assertThat(plans.problems(shown)).isEmpty();
    assertThat(shown).doesNotContain(SECRET);
    assertThat(states.problems(Files.readString(cli.work().resolve("k3form.state.json"))))
        .isEmpty();
  }

  @Test
  void everyLineAndEveryPlanIsAsItsSchemaSays() throws IOException {
    var world = installed.world();
    events(0, "apply", "-json", "-auto-approve");
    assertThat(cli.run("state", "list").out().lines()).hasSize(12);

    // Somebody was at it, and much is wanted otherwise.
    world.tamper(world.named("updated").getFirst().withSize(9));
    world.steal(String.valueOf(world.named("same").getFirst().id()));
    world.tamper(foreign());
    cli.file("more.k3s", AFTER);
    String[] wanted = {"-var=size=2", "-var=name=m"};
    String plan = events(2, "plan", "-json", "-detailed-exitcode", "-out=p", wanted[0], wanted[1]);
    assertThat(plan)
        .contains("\"moved_from\":\"fake_thing.old\"", "\"import_id\":\"foreign\"")
        .contains("\"rollout_group\":{\"name\":\"members\",\"max_unavailable\":1}")
        .contains("\"name\":\"check.size\",\"status\":\"failed\",\"message\":")
        .contains("\"type\":\"output_change\",\"name\":\"passing\",\"before\":1");
    documents("p");

    // Something fails for now, something for good, and something after the new one is there.
    world.fail("update", "updated", Fault.TRANSIENT);
    world.fail("configure", "bad", Fault.PERMANENT);
    world.fail("delete", "c-n", Fault.PERMANENT);
    events(1, "apply", "-json", "p");
    assertThat(events(0, "plan", "-json", "-out=q", wanted[0], wanted[1])).contains("\"deposed\":");
    documents("q");
    events(0, "apply", "-json", "-auto-approve", wanted[0], wanted[1]);
    assertThat(events(0, "plan", "-json", wanted[0], wanted[1])).contains("\"empty\":true");

    world.tamper(world.named("same").getFirst().withSize(8));
    assertThat(events(0, "plan", "-json", "-refresh-only")).contains("\"mode\":\"refresh-only\"");
    assertThat(events(1, "destroy", "-json")).contains("K3-0810");
    events(0, "destroy", "-json", "-auto-approve");

    assertThat(seen)
        .contains("resource_drift", "output_change", "deferred", "check", "change_summary")
        .contains("diagnostic", "phase_start", "phase_complete", "apply_summary")
        .contains("planned_change create", "planned_change resume", "planned_change update")
        .contains("planned_change delete_create", "planned_change create_delete")
        .contains("planned_change delete", "planned_change forget", "planned_change read")
        .contains("planned_change no-op")
        .contains("apply_start create", "apply_progress create", "apply_retry update")
        .contains("apply_complete gate", "apply_complete import")
        .contains("apply_complete read", "apply_complete delete-deposed")
        .contains("apply_errored create", "apply_errored delete-deposed", "apply_skipped create");
  }

  @Test
  void whatIsNotUnderstoodIsToldAsJsonToo() throws IOException {
    var unknown = cli.run("plan", "-json", "-bogus");
    assertThat(unknown.exit()).isEqualTo(1);
    assertThat(unknown.err()).contains("K3-0801", "bogus");
    assertThat(unknown.out().lines())
        .hasSize(2)
        .allSatisfy(line -> assertThat(lines.problems("event", line)).isEmpty());
    cli.file("wrong.k3s", "resource \"fake_thing\" {\n");
    assertThat(events(1, "apply", "-json", "-auto-approve")).contains("\"file\":\"wrong.k3s\"");
  }
}
