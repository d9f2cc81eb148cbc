package dev.k3form.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.model.schema.AttributeSchema;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import dev.k3form.spi.plan.Planned;
import java.util.Optional;

/** Validation and planning: pure, tolerant, faithful to the user. */
final class PlanChecks {
  private PlanChecks() {}

  static void valid(Trial<?, ?> trial) {
    Problems problems = new Problems();
    trial.type().validate(trial.config(), problems);
    assertThat(problems.errors()).isEmpty();
  }

  static void invalid(Trial<?, ?> trial) {
    for (Value.Obj config : trial.subject().invalid()) {
      Problems problems = new Problems();
      trial.type().validate(trial.complete(config), problems);
      assertThat(problems.errors()).as("errors of %s", config).isNotEmpty();
    }
  }

  static void pure(Trial<?, ?> trial) {
    Value.Obj config = trial.config();
    Planned once = trial.type().plan(config, Optional.empty());
    assertThat(trial.type().plan(config, Optional.empty())).isEqualTo(once);
    config
        .fields()
        .forEach(
            (name, wanted) -> {
              if (!wanted.isNull()) {
                Value planned = once.values().get(name);
                assertThat(
                        Trial.plain(planned)
                            .equals(Trial.plain(trial.type().withDefaults(config).get(name))))
                    .as("%s is planned as it was written", name)
                    .isTrue();
              }
            });
    assertThat(once.values().fields().keySet())
        .as("every attribute is planned")
        .containsAll(trial.type().schema().block().attributes().keySet());
  }

  static void unknowns(Trial<?, ?> trial) throws Exception {
    Value.Obj config = trial.config();
    Value.Obj applied = trial.create(config, RecordingContext.calm());
    Value.Obj all = config;
    for (AttributeSchema a : trial.type().schema().block().attributes().values()) {
      if (a.presence().isArgument()) {
        Value.Obj one = config.with(a.name(), Value.Unknown.of(a.type()));
        tolerated(trial, one, applied, a.name());
        all = all.with(a.name(), Value.Unknown.of(a.type()));
      }
    }
    tolerated(trial, all, applied, "everything");
    for (Value inside : UnknownLeaves.each(config)) {
      tolerated(trial, (Value.Obj) inside, applied, "one value of " + inside);
    }
    tolerated(trial, (Value.Obj) UnknownLeaves.all(config), applied, "every value");
  }

  private static void tolerated(
      Trial<?, ?> trial, Value.Obj config, Value.Obj applied, String what) {
    Problems problems = new Problems();
    trial.type().validate(config, problems);
    assertThat(problems.errors()).as("errors where %s is unknown", what).isEmpty();
    Planned fresh = trial.type().plan(config, Optional.empty());
    assertThat(Values.isWhollyKnown(fresh.values())).as("plan knows all of %s", what).isFalse();
    trial.type().plan(config, Optional.of(applied));
    trial.type().rolloutGroup(config);
  }
}
