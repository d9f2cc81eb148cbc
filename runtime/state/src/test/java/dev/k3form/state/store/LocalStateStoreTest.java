package dev.k3form.state.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.k3form.model.address.InstanceKey;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.value.Value;
import dev.k3form.state.OutputRecord;
import dev.k3form.state.ResourceRecord;
import dev.k3form.state.Samples;
import dev.k3form.state.StateException;
import dev.k3form.state.journal.Intent;
import dev.k3form.state.journal.OpenIntent;
import dev.k3form.state.journal.Operation;
import dev.k3form.state.journal.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStateStoreTest {
  @TempDir Path directory;

  private StateLocation location() {
    return StateLocation.of(directory);
  }

  private LocalStateStore store() {
    return new LocalStateStore(location(), Samples.sealer());
  }

  private StateSession open() {
    return store().open("apply", Duration.ZERO);
  }

  private static OpenIntent create(StateSession session, ResourceRecord record) {
    return session.begin(Intent.toward(record, Operation.CREATE, "key"));
  }

  @Test
  void anAppliedAndCommittedRecordIsInTheFile() throws IOException {
    try (StateSession session = open()) {
      ResourceRecord record = Samples.fullRecord();
      OpenIntent intent = create(session, record);
      session.note(intent, "vmid", "104");
      session.finish(intent, new Outcome.Applied(record));
      session.outputs(new TreeMap<>(Map.of("vip", new OutputRecord(Value.str("10.0.0.1")))));
      session.commit("apply");
      assertThat(Files.exists(location().journalFile())).isFalse();
    }
    assertThat(store().read().resources()).containsValue(Samples.fullRecord());
    assertThat(store().read().outputs()).containsKey("vip");
    try (StateSession session = open()) {
      assertThat(session.unfinishedRun()).isEmpty();
      assertThat(session.openIntents()).isEmpty();
    }
  }

  @Test
  void withoutACommitTheJournalHasEverything() throws IOException {
    ResourceRecord a = Samples.record(Samples.vm("a"), "a");
    ResourceRecord b = Samples.fullRecord();
    try (StateSession session = open()) {
      session.finish(create(session, a), new Outcome.Applied(a));
      OpenIntent cut = create(session, b);
      session.note(cut, "vmid", "104");
      session.checkpoint(cut, b);
    }
    assertThat(Files.exists(location().stateFile())).isFalse();
    try (StateSession session = open()) {
      assertThat(session.resource(a.address())).contains(a);
      assertThat(session.resource(b.address())).contains(b);
      assertThat(session.unfinishedRun()).isPresent();
      OpenIntent open = session.openIntents().getFirst();
      assertThat(open.notes()).containsEntry("vmid", "104");
      assertThat(open.checkpoint()).contains(b);
      assertThat(open.intent().planned()).contains(b);
      session.commit("recover");
      assertThat(session.openIntents()).hasSize(1);
    }
    try (StateSession session = open()) {
      assertThat(session.openIntents()).hasSize(1);
      session.finish(session.openIntents().getFirst(), new Outcome.Deleted());
      session.remove(a.address());
      session.commit("recover");
      assertThat(session.state().isEmpty()).isFalse();
    }
    assertThat(Files.readString(location().stateFile())).doesNotContain("hunter2");
  }

  @Test
  void deletingKeepsDeposedObjectsAndTheirDeletionDropsTheRecord() {
    ResourceRecord full = Samples.fullRecord();
    try (StateSession session = open()) {
      session.put(full);
      session.finish(session.begin(Intent.delete(full.address(), "k")), new Outcome.Deleted());
      assertThat(session.resource(full.address()).orElseThrow().deposed()).hasSize(1);
      session.finish(
          session.begin(Intent.deleteDeposed(full.address(), "b2", "k")), new Outcome.Deleted());
      assertThat(session.resource(full.address())).isEmpty();
    }
  }

  @Test
  void movingARecordTakesThoseAlongThatDependOnIt() {
    ResourceRecord a = Samples.record(Samples.vm("01"), "a");
    try (StateSession session = open()) {
      session.put(a);
      session.put(Samples.fullRecord());
      session.move(a.address(), Samples.vm("new"));
      assertThat(session.resource(a.address())).isEmpty();
      assertThat(session.resource(Samples.fullRecord().address()).orElseThrow().dependencies())
          .contains(Samples.vm("new"))
          .doesNotContain(a.address());
      assertThatThrownBy(() -> session.move(a.address(), Samples.vm("x")))
          .hasMessageContaining("K3-0755");
      assertThatThrownBy(() -> session.move(Samples.vm("new"), Samples.fullRecord().address()))
          .hasMessageContaining("K3-0756");
    }
  }

  @Test
  void aSecondOpeningFindsTheStateLocked() {
    StateSession first = open();
    try (first) {
      assertThatThrownBy(this::open)
          .isInstanceOf(StateException.class)
          .hasMessageContaining("K3-0720")
          .hasMessageContaining("apply by");
      assertThat(store().holder()).isPresent();
      assertThatThrownBy(() -> store().unlock()).hasMessageContaining("K3-0722");
    }
    assertThat(store().holder()).isEmpty();
    open().close();
  }

  @Test
  void aJournalOfAnotherBaseIsPlayedOnlyWhereNothingElseChanged() throws IOException {
    ResourceRecord a = Samples.record(Samples.vm("a"), "a");
    ResourceRecord b = Samples.record(Samples.vm("b"), "b");
    try (StateSession session = open()) {
      session.put(a);
      session.put(b);
      session.commit("first");
    }
    byte[] first = Files.readAllBytes(location().stateFile());
    try (StateSession session = open()) {
      session.put(Samples.record(b.address(), "b of a colleague"));
      session.commit("second");
    }
    byte[] second = Files.readAllBytes(location().stateFile());
    Files.write(location().stateFile(), first);
    try (StateSession session = open()) {
      session.put(Samples.record(a.address(), "a of mine"));
    }
    Files.write(location().stateFile(), second);
    try (StateSession session = open()) {
      assertThat(session.resource(a.address())).contains(Samples.record(a.address(), "a of mine"));
      assertThat(session.resource(b.address()))
          .contains(Samples.record(b.address(), "b of a colleague"));
      session.put(Samples.record(b.address(), "b of mine"));
    }
    Files.write(location().stateFile(), first);
    assertThatThrownBy(this::open)
        .hasMessageContaining("K3-0711")
        .hasMessageContaining("proxmox_vm.lb[\"b\"]");
  }

  @Test
  void aJournalWithoutItsSnapshotIsRefused() throws IOException {
    try (StateSession session = open()) {
      session.put(Samples.fullRecord());
      session.commit("first");
      session.put(Samples.record(Samples.vm("x"), "x"));
    }
    Files.delete(location().stateFile());
    assertThatThrownBy(this::open).hasMessageContaining("K3-0716");
  }

  @Test
  void anEmptyStateFileIsRefusedAndTheLockGivenBack() throws IOException {
    Files.createFile(location().stateFile());
    assertThatThrownBy(this::open).hasMessageContaining("K3-0701");
    Files.delete(location().stateFile());
    open().close();
  }

  @Test
  void twoThousandOperationsTakeLessThanTwoSecondsWithEverySyncDone() throws Exception {
    int operations = 2_000;
    Semaphore ten = new Semaphore(10);
    long start = System.nanoTime();
    try (StateSession session = open()) {
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < operations; i++) {
          ResourceAddress address =
              ResourceAddress.of("k3form_data", "d", new InstanceKey.Index(i));
          threads.execute(
              () -> {
                ten.acquireUninterruptibly();
                ResourceRecord record = Samples.record(address, "x");
                session.finish(create(session, record), new Outcome.Applied(record));
                ten.release();
              });
        }
      }
      session.commit("apply");
      assertThat(session.state().resources()).hasSize(operations);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    System.err.printf("2000 operations, 4000 durable entries: %.2f s%n", seconds);
    assertThat(store().read().resources()).hasSize(operations);
    assertThat(seconds).isLessThan(10); // the bound of a loaded machine; measured: see above
  }
}
