package dev.k3form.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.model.value.Value;
import dev.k3form.spi.ProviderException;
import dev.k3form.spi.engine.TypeHandle;
import dev.k3form.spi.plan.Planned;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** What must not be told is not told: by progress, notes, failures, or the text of records. */
final class SecretChecks {
  private SecretChecks() {}

  static void success(Trial<?, ?> trial) throws Exception {
    TypeHandle<?, ?> type = trial.type();
    Value.Obj config = trial.config();
    Spoken spoken = new Spoken();
    RecordingContext create = RecordingContext.calm();
    Value.Obj applied = trial.create(config, create);
    Set<String> secrets = secrets(trial, applied);
    spoken.say(create);
    Planned planned = type.plan(config, Optional.empty());
    spoken.say(planned);
    spoken.say(planned.disruptions());
    spoken.say(applied);
    Optional<Value.Obj> changed = trial.subject().changed().map(trial::complete);
    if (changed.isPresent()) {
      secrets.addAll(secrets(trial, changed.get()));
      RecordingContext update = RecordingContext.calm();
      spoken.say(type.plan(changed.get(), Optional.of(applied)));
      applied = trial.update(applied, changed.get(), update);
      spoken.say(update);
      spoken.say(applied);
    }
    RecordingContext delete = RecordingContext.calm();
    trial.delete(applied, delete);
    spoken.say(delete);
    assertThat(spoken.leaks(secrets).size()).as("texts that hold a secret").isZero();
  }

  static void failure(Trial<?, ?> trial) throws Exception {
    Value.Obj config = trial.config();
    Value.Obj applied = trial.create(config, RecordingContext.calm());
    if (!trial.subject().breakDown()) {
      return;
    }
    Set<String> secrets = secrets(trial, applied);
    Spoken spoken = new Spoken();
    RecordingContext context = RecordingContext.of("c0ffee00c0ffee00");
    int failures = 0;
    try {
      trial.create(config, context);
    } catch (ProviderException e) {
      failures++;
      spoken.say(e);
      spoken.say(e.help());
    }
    try {
      trial.read(applied);
    } catch (ProviderException e) {
      failures++;
      spoken.say(e);
      spoken.say(e.help());
    }
    spoken.say(context);
    assertThat(failures).as("failures in a broken world").isPositive();
    assertThat(spoken.leaks(secrets).size()).as("texts that hold a secret").isZero();
  }

  private static Set<String> secrets(Trial<?, ?> trial, Value.Obj values) {
    Set<String> out = new LinkedHashSet<>(Spoken.secrets(values, trial.type().schema().block()));
    out.addAll(Spoken.secrets(trial.config(), trial.type().schema().block()));
    return out;
  }
}
