package dev.k3form.state.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.k3form.state.ResourceRecord;
import dev.k3form.state.Samples;
import dev.k3form.state.journal.Intent;
import dev.k3form.state.journal.OpenIntent;
import dev.k3form.state.journal.Operation;
import dev.k3form.state.journal.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SalvageTest {
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

  private static ResourceRecord record(String name, String text) {
    return Samples.record(Samples.vm(name), text);
  }

  private List<String> copies() throws IOException {
    try (Stream<Path> files = Files.list(location().privateDirectory())) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(n -> n.startsWith("journal.kept-"))
          .toList();
    }
  }

  @Test
  void ofADamagedJournalTheBeginningIsUsedAndTheWholeKept() throws IOException {
    try (StateSession session = open()) {
      session.put(record("a", "first"));
      session.put(record("b", "DAMAGE ME"));
      session.put(record("c", "third"));
    }
    byte[] bytes = Files.readAllBytes(location().journalFile());
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("DAMAGE ME");
    bytes[at] = 'd';
    Files.write(location().journalFile(), bytes);
    assertThatThrownBy(this::open).hasMessageContaining("K3-0710");
    try (StateSession session = store().salvage("recover", Duration.ZERO)) {
      assertThat(session.state().resources()).containsOnlyKeys(Samples.vm("a"));
      session.commit("recover");
    }
    assertThat(copies()).hasSize(1);
    assertThat(Files.readAllBytes(location().privateDirectory().resolve(copies().getFirst())))
        .isEqualTo(bytes);
    try (StateSession session = open()) {
      assertThat(session.unfinishedRun()).isEmpty();
      assertThat(session.state().resources()).hasSize(1);
    }
  }

  @Test
  void aTornEndIsDroppedSilentlyAtEveryLength() throws IOException {
    try (StateSession session = open()) {
      session.put(record("a", "first"));
    }
    byte[] whole = Files.readAllBytes(location().journalFile());
    try (StateSession session = open()) {
      session.put(record("b", "second"));
    }
    byte[] longer = Files.readAllBytes(location().journalFile());
    for (int length = whole.length; length < longer.length; length++) {
      Files.write(location().journalFile(), java.util.Arrays.copyOf(longer, length));
      try (StateSession session = open()) {
        assertThat(session.resource(Samples.vm("a"))).contains(record("a", "first"));
        session.put(record("c", "after the tear"));
      }
      try (StateSession session = open()) {
        assertThat(session.resource(Samples.vm("c"))).isPresent();
      }
    }
  }

  @Test
  void whereJournalAndSnapshotContradictTheSnapshotIsBelievedButOpenIntentsStay()
      throws IOException {
    try (StateSession session = open()) {
      session.put(record("a", "base"));
      session.put(record("b", "base"));
      session.commit("base");
    }
    byte[] base = Files.readAllBytes(location().stateFile());
    try (StateSession session = open()) {
      session.put(record("a", "of a colleague"));
      session.commit("colleague");
    }
    byte[] theirs = Files.readAllBytes(location().stateFile());
    Files.write(location().stateFile(), base);
    try (StateSession session = open()) {
      ResourceRecord mine = record("a", "of mine");
      OpenIntent done = session.begin(Intent.toward(mine, Operation.UPDATE, "k1"));
      session.finish(done, new Outcome.Applied(mine));
      session.put(record("b", "of mine"));
      session.note(session.begin(Intent.delete(Samples.vm("a"), "k2")), "id", "7");
    }
    Files.write(location().stateFile(), theirs);
    assertThatThrownBy(this::open).hasMessageContaining("K3-0711");
    try (StateSession session = store().salvage("recover", Duration.ZERO)) {
      assertThat(session.resource(Samples.vm("a"))).contains(record("a", "of a colleague"));
      assertThat(session.resource(Samples.vm("b"))).contains(record("b", "of mine"));
      assertThat(session.unfinishedRun().orElseThrow().leftOut())
          .containsExactly(Samples.vm("a").toString());
      assertThat(session.openIntents()).hasSize(1);
      assertThat(session.openIntents().getFirst().notes()).containsEntry("id", "7");
    }
    assertThat(copies()).isNotEmpty();
    try (StateSession session = open()) {
      assertThat(session.resource(Samples.vm("b"))).contains(record("b", "of mine"));
      session.finish(session.openIntents().getFirst(), new Outcome.Deleted());
      session.commit("recover");
      assertThat(session.resource(Samples.vm("a"))).isEmpty();
    }
  }

  @Test
  void aJournalOfAnotherStateIsSetAside() throws IOException {
    try (StateSession session = open()) {
      session.put(record("a", "a"));
    }
    byte[] journal = Files.readAllBytes(location().journalFile());
    Files.delete(location().journalFile());
    try (StateSession session = open()) {
      session.put(record("b", "b"));
      session.commit("another state");
    }
    Files.write(location().journalFile(), journal);
    assertThatThrownBy(this::open).hasMessageContaining("K3-0715");
    try (StateSession session = store().salvage("recover", Duration.ZERO)) {
      assertThat(session.state().resources()).containsOnlyKeys(Samples.vm("b"));
      assertThat(session.unfinishedRun().orElseThrow().leftOut()).hasSize(1);
      session.commit("recover");
    }
    try (StateSession session = open()) {
      assertThat(session.unfinishedRun()).isEmpty();
    }
  }

  @Test
  void aStateMovesToAnotherWorkspaceAndIsNotOverwrittenThere() {
    LocalStateStore other =
        new LocalStateStore(new StateLocation(directory, "west"), Samples.sealer());
    try (StateSession session = open()) {
      session.put(Samples.fullRecord());
    }
    StateMigration.migrate(store(), other, Duration.ZERO, _ -> false);
    assertThat(other.read()).isEqualTo(store().read());
    StateMigration.migrate(store(), other, Duration.ZERO, _ -> false);
    try (StateSession session = open()) {
      session.put(record("more", "more"));
    }
    assertThatThrownBy(() -> StateMigration.migrate(store(), other, Duration.ZERO, _ -> false))
        .hasMessageContaining("K3-0752");
    try (StateSession session = open()) {
      OpenIntent cut = session.begin(Intent.delete(Samples.vm("more"), "k"));
      assertThat(cut.sequence()).isPositive();
    }
    assertThatThrownBy(() -> StateMigration.migrate(store(), other, Duration.ZERO, _ -> false))
        .hasMessageContaining("K3-0753");
    assertThat(StateLocation.all(directory))
        .extracting(StateLocation::workspace)
        .containsExactly("default", "west");
  }
}
