package dev.k3form.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import dev.k3form.spi.ProviderException;
import dev.k3form.spi.plan.Planned;
import java.util.List;
import java.util.Optional;

/** An object's life when nothing goes wrong. */
final class LifeChecks {
  private LifeChecks() {}

  static void create(Trial<?, ?> trial) throws Exception {
    Value.Obj config = trial.config();
    Planned planned = trial.type().plan(config, Optional.empty());
    Value.Obj applied = trial.create(config, RecordingContext.calm());
    assertThat(Values.isWhollyKnown(applied)).as("nothing is unknown after apply").isTrue();
    Trial.assertKept(planned.values(), applied, trial.type().schema().type());
    trial.assertSettled(config, applied);
    trial.assertObjects(1);
  }

  static void update(Trial<?, ?> trial) throws Exception {
    Optional<Value.Obj> changed = trial.subject().changed().map(trial::complete);
    if (changed.isEmpty()) {
      return;
    }
    Value.Obj prior = trial.create(trial.config(), RecordingContext.calm());
    Planned planned = trial.type().plan(changed.get(), Optional.of(prior));
    assertThat(planned.replaceBecause()).as("replacement").isEmpty();
    assertThat(Trial.plain(planned.values())).as("the change").isNotEqualTo(Trial.plain(prior));
    Value.Obj applied = trial.update(prior, changed.get(), RecordingContext.calm());
    Trial.assertKept(planned.values(), applied, trial.type().schema().type());
    trial.assertSettled(changed.get(), applied);
    trial.assertObjects(1);
  }

  static void replace(Trial<?, ?> trial) throws Exception {
    Optional<Value.Obj> replacing = trial.subject().replacing().map(trial::complete);
    if (replacing.isEmpty()) {
      return;
    }
    Value.Obj prior = trial.create(trial.config(), RecordingContext.calm());
    Planned planned = trial.type().plan(replacing.get(), Optional.of(prior));
    assertThat(planned.replaceBecause()).as("why it must be replaced").isNotEmpty();
  }

  static void delete(Trial<?, ?> trial) throws Exception {
    Value.Obj applied = trial.create(trial.config(), RecordingContext.calm());
    trial.delete(applied, RecordingContext.calm());
    trial.assertObjects(0);
    trial.delete(applied, RecordingContext.calm());
    trial.assertObjects(0);
    if (trial.subject().objects().isPresent()) {
      assertThat(trial.read(applied)).as("read after delete").isEmpty();
    }
  }

  static void drift(Trial<?, ?> trial) throws Exception {
    Value.Obj config = trial.config();
    Value.Obj applied = trial.create(config, RecordingContext.calm());
    if (!trial.subject().drift(applied)) {
      return;
    }
    Optional<Value.Obj> found = trial.read(applied);
    assertThat(found).as("the object after drift").isPresent();
    Value.Obj drifted = found.orElseThrow();
    assertThat(Trial.plain(drifted)).as("what was read").isNotEqualTo(Trial.plain(applied));
    Planned planned = trial.type().plan(config, found);
    assertThat(Trial.plain(planned.values())).isNotEqualTo(Trial.plain(drifted));
    assertThat(planned.replaceBecause()).as("replacement").isEmpty();
    trial.assertSettled(config, trial.update(drifted, config, RecordingContext.calm()));
  }

  static void imported(Trial<?, ?> trial) throws Exception {
    Value.Obj config = trial.config();
    Value.Obj applied = trial.create(config, RecordingContext.calm());
    Optional<String> id = trial.subject().importId(applied);
    if (id.isEmpty()) {
      assertThatThrownBy(() -> importState(trial, "anything"))
          .isInstanceOf(ProviderException.class)
          .hasMessageContaining("`" + trial.type().schema().type() + "` cannot be imported");
      return;
    }
    Optional<Value.Obj> found = importState(trial, id.get());
    assertThat(found).as("import of %s", id.get()).isPresent();
    Value.Obj known = found.orElseThrow();
    for (String attribute : trial.subject().notImported()) {
      known = known.with(attribute, applied.get(attribute));
    }
    Planned planned = trial.type().plan(config, Optional.of(known));
    assertThat(planned.replaceBecause()).as("replacement after import").isEmpty();
    assertThat(Trial.plain(planned.values())).as("plan").isEqualTo(Trial.plain(known));
  }

  /** What is recorded changes its form, and the object is the very same. */
  static void takenOver(Trial<?, ?> trial) throws Exception {
    List<Subject.Foreign> all = trial.subject().foreign();
    assertThat(all.stream().map(Subject.Foreign::type).toList())
        .as("types to take over that the subject has objects of")
        .containsAll(trial.type().takesOver());
    for (Subject.Foreign foreign : all) {
      Optional<Value.Obj> taken = takeOver(trial, foreign);
      assertThat(taken).as("what was a %s", foreign.type()).isPresent();
      assertThat(takeOver(trial, foreign)).as("the same again").isEqualTo(taken);
      assertThat(Values.isWhollyKnown(taken.get())).as("nothing is unknown").isTrue();
      trial.assertSettled(trial.complete(foreign.configuration()), taken.get());
    }
    assertThat(trial.type().takeOver("nobodys_type", 1, Value.Obj.EMPTY)).isEmpty();
  }

  private static Optional<Value.Obj> takeOver(Trial<?, ?> trial, Subject.Foreign foreign)
      throws ProviderException {
    return trial.type().takeOver(foreign.type(), foreign.schemaVersion(), foreign.recorded());
  }

  private static <R extends Record, S extends AutoCloseable> Optional<Value.Obj> importState(
      Trial<R, S> trial, String id) throws Exception {
    return trial.with(s -> trial.type().importState(id, s, RecordingContext.calm()));
  }
}
