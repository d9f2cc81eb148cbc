package dev.k3form.state.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.model.value.Value;
import dev.k3form.state.OutputRecord;
import dev.k3form.state.ResourceRecord;
import dev.k3form.state.Samples;
import dev.k3form.state.State;
import dev.k3form.state.StateException;
import dev.k3form.state.disk.SimulatedDisk;
import dev.k3form.state.disk.SimulatedDisk.Fault;
import dev.k3form.state.disk.SimulatedDisk.PowerCut;
import dev.k3form.state.journal.Intent;
import dev.k3form.state.journal.OpenIntent;
import dev.k3form.state.journal.Operation;
import dev.k3form.state.journal.Outcome;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run is broken at every single step of the disk; nothing that was reported done may be lost. */
class CrashTest {
  private static final int SEEDS = 5;

  @TempDir Path directory;

  /** What a run was told is durable, and what it was doing when it ended. */
  private static final class Witness {
    private Map<String, String> done = new TreeMap<>();
    private Map<String, String> attempted = new TreeMap<>();
    private Optional<String> begun = Optional.empty();
    private boolean ended;

    void attempt(String name, Optional<String> text, Runnable action) {
      attempted = new TreeMap<>(done);
      text.ifPresentOrElse(t -> attempted.put(name, t), () -> attempted.remove(name));
      action.run();
      done = attempted;
    }
  }

  private StateSession open(SimulatedDisk disk) {
    return new LocalStateStore(
            disk, StateLocation.of(directory), Samples.sealer(), Clock.systemUTC())
        .open("apply", Duration.ZERO);
  }

  private static Map<String, String> contents(State state) {
    Map<String, String> out = new TreeMap<>();
    state
        .resources()
        .forEach(
            (address, r) -> out.put(address.toString(), r.attributes().get("name").toString()));
    state.outputs().forEach((name, o) -> out.put(name, o.value().toString()));
    return out;
  }

  /** Does random work with commits in between. */
  private void work(StateSession session, Random random, Witness witness) {
    witness.done = contents(session.state());
    witness.attempted = witness.done;
    for (int i = 0; i < 12; i++) {
      String key = "n" + random.nextInt(5);
      ResourceRecord record = Samples.record(Samples.vm(key), "v" + random.nextInt(100));
      String address = record.address().toString();
      String text = record.attributes().get("name").toString();
      switch (random.nextInt(5)) {
        case 0 -> {
          if (session.resource(record.address()).isPresent()) {
            OpenIntent intent = session.begin(Intent.delete(record.address(), "k"));
            witness.attempt(
                address, Optional.empty(), () -> session.finish(intent, new Outcome.Deleted()));
          }
        }
        case 1 -> witness.attempt(address, Optional.of(text), () -> session.put(record));
        case 2 -> session.commit("work");
        case 3 -> {
          Value value = Value.str("o" + i);
          witness.attempt(
              "vip",
              Optional.of(value.toString()),
              () -> session.outputs(new TreeMap<>(Map.of("vip", new OutputRecord(value)))));
        }
        default -> {
          OpenIntent intent = session.begin(Intent.toward(record, Operation.CREATE, "key" + i));
          session.note(intent, "vmid", "1" + i);
          witness.begun = Optional.of("key" + i);
          witness.attempt(
              address,
              Optional.of(text),
              () -> session.finish(intent, new Outcome.Applied(record)));
          witness.begun = Optional.empty();
        }
      }
    }
    session.commit("end");
    witness.ended = true;
  }

  @Test
  void afterAPowerCutAtAnyStepNothingThatWasDoneIsLost() {
    long cuts = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      boolean ended = false;
      for (long step = 1; !ended; step++) {
        Random random = new Random(seed * 10_007L + step);
        SimulatedDisk disk = new SimulatedDisk();
        try (StateSession session = open(disk)) {
          work(session, new Random(seed + 1_000L), new Witness());
        }
        Witness witness = new Witness();
        disk.breakAt(step, Fault.POWER_CUT);
        try (StateSession session = open(disk)) {
          work(session, new Random(seed), witness);
        } catch (PowerCut | StateException e) {
          cuts++;
        }
        ended = witness.ended && !disk.broke();
        check(disk.afterPowerCut(random), witness, "seed " + seed + ", step " + step);
      }
    }
    System.err.println(cuts + " power cuts survived");
    assertThat(cuts).isGreaterThan(400);
  }

  private void check(SimulatedDisk disk, Witness witness, String name) {
    try (StateSession session = open(disk)) {
      assertThat(contents(session.state())).as(name).isIn(witness.done, witness.attempted);
      witness.begun.ifPresent(
          key -> {
            boolean known =
                contents(session.state()).equals(witness.attempted)
                    || session.openIntents().stream()
                        .anyMatch(
                            o ->
                                o.intent().idempotencyKey().equals(key)
                                    && o.notes().containsKey("vmid"));
            assertThat(known).as(name + ": intent " + key + " is known").isTrue();
          });
      session.commit("recover");
    }
    try (StateSession session = open(disk)) {
      assertThat(contents(session.state())).as(name).isIn(witness.done, witness.attempted);
    }
  }

  @Test
  void aFullDiskAtAnyStepIsAnErrorThatLosesNothing() {
    long errors = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      boolean ended = false;
      for (long step = 1; !ended; step++) {
        SimulatedDisk disk = new SimulatedDisk();
        Witness witness = new Witness();
        disk.breakAt(step, Fault.IO_ERROR);
        try (StateSession session = open(disk)) {
          work(session, new Random(seed), witness);
        } catch (StateException e) {
          errors++;
          assertThat(e.code()).isIn("K3-0709", "K3-0713");
          assertThat(e.diagnostic().help()).isNotEmpty();
        }
        ended = witness.ended && !disk.broke();
        check(disk, witness, "seed " + seed + ", step " + step);
      }
    }
    System.err.println(errors + " disk errors survived");
    assertThat(errors).isGreaterThan(300);
  }
}
