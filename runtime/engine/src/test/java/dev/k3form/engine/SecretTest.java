package dev.k3form.engine;

import static dev.k3form.engine.Things.thing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.engine.apply.ApplyResult;
import dev.k3form.engine.plan.Plan;
import dev.k3form.engine.planning.PlanOptions;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import dev.k3form.testkit.Crash;
import dev.k3form.testkit.fake.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretTest {
  @TempDir Path directory;

  private static Program program(int size) {
    return new Program()
        .add(
            "fake_thing.a",
            thing(
                "a",
                "size",
                size,
                "password",
                "hush-hush",
                "mode",
                new Value.Secret(Value.str("psst-psst")),
                "extra",
                Value.Obj.of(java.util.Map.of("k", new Value.Secret(Value.str("shh-shh"))))));
  }

  private void assertNowhere(Bench bench) throws IOException {
    try (var files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        assertThat(text)
            .as(file.toString())
            .doesNotContain("hush-hush")
            .doesNotContain("psst-psst")
            .doesNotContain("shh-shh");
      }
    }
    assertThat(bench.events().toString())
        .doesNotContain("hush-hush")
        .doesNotContain("psst-psst")
        .doesNotContain("shh-shh");
  }

  @Test
  void secretsAreNeitherInFilesNorInEvents() throws Exception {
    Bench bench = new Bench(directory);
    try {
      bench.apply(
          program(1),
          PlanOptions.DEFAULT,
          Bench.QUICK,
          session -> new CrashingSession(session, bench.world(), 3, true));
    } catch (Crash expected) {
      assertNowhere(bench); // the journal of the process that ended
    }
    bench.world().revive();
    bench.world().fail("configure", "a", Fault.PERMANENT);
    ApplyResult failed = bench.apply(program(1));
    assertThat(failed.failed()).isEqualTo(1);
    assertThat(failed.diagnostics().toString()).doesNotContain("hush-hush", "psst-psst");
    assertThat(bench.apply(program(1)).isComplete()).isTrue();
    assertNowhere(bench);
    Plan plan = bench.plan(program(2));
    assertThat(plan.toString()).doesNotContain("hush-hush", "psst-psst", "shh-shh");
  }

  @Test
  void taintOutlivesReadingAndApplying() {
    Bench bench = new Bench(directory);
    bench.apply(program(1));
    Value.Obj attributes = bench.record("fake_thing.a").attributes();
    assertThat(attributes.get("mode")).isInstanceOf(Value.Secret.class);
    assertThat(Values.containsSecret(attributes.get("extra"))).isTrue();
    Plan plan = bench.plan(program(1));
    assertThat(plan.isEmpty()).isTrue();
    assertThat(plan.execution().isEmpty()).isTrue();
  }
}
