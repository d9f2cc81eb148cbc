package dev.k3form.state.store;

import dev.k3form.model.address.ResourceAddress;
import dev.k3form.state.ResourceRecord;
import dev.k3form.state.State;
import dev.k3form.state.StateException;
import dev.k3form.state.StateProblems;
import dev.k3form.state.codec.RecordCodec;
import dev.k3form.state.disk.Disk;
import dev.k3form.state.disk.DiskReason;
import dev.k3form.state.journal.Entry;
import dev.k3form.state.journal.Intent;
import dev.k3form.state.journal.Journal;
import dev.k3form.state.journal.JournalContent;
import dev.k3form.state.journal.LiveState;
import dev.k3form.state.secret.Sealer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The opening of a state whose journal is damaged or contradicts the snapshot.
 *
 * <p>The journal is copied aside, then replaced by what of it is used. Intents without an outcome
 * are used in every case: the object may be there, and only the provider knows.
 */
final class Salvage {
  private Salvage() {}

  static Opening read(Disk disk, StateLocation location, Snapshots snapshots, Sealer sealer) {
    Path file = location.journalFile();
    JournalContent content = JournalContent.salvage(disk, file, sealer);
    Snapshots.Loaded loaded = snapshots.load();
    if (loaded.state().isEmpty() && Opening.needsSnapshot(content.entries())) {
      throw new StateException(StateProblems.missingSnapshot(location.stateFile(), file));
    }
    String lineage =
        loaded.state().map(State::lineage).or(content::lineage).orElseGet(State::newLineage);
    State snapshot = loaded.state().orElseGet(() -> State.empty(lineage));
    boolean foreign = !content.lineage().orElse(lineage).equals(lineage);
    List<Entry> entries = foreign ? List.of() : content.entries();
    List<String> leftOut =
        foreign ? addresses(content.entries()) : contradictions(entries, snapshot, loaded, sealer);
    List<Entry> used = without(entries, Set.copyOf(leftOut));
    LiveState live = LiveState.replay(snapshot, used);
    if (content.damaged() || !leftOut.isEmpty()) {
      keepCopy(disk, file);
    }
    Journal journal = Journal.open(disk, file, lineage, sealer, content);
    List<Entry> kept = new ArrayList<>();
    if (!used.isEmpty()) {
      kept.add(new Entry.RunStarted("salvaged", "recover", loaded.digest()));
      used.stream().filter(e -> !(e instanceof Entry.RunStarted)).forEach(kept::add);
    }
    journal.replaceWith(kept);
    return new Opening(
        live,
        loaded.digest(),
        journal,
        Opening.unfinished(content, leftOut),
        Opening.lastSequence(entries));
  }

  private static List<String> contradictions(
      List<Entry> entries, State snapshot, Snapshots.Loaded loaded, Sealer sealer) {
    return Opening.continues(entries, loaded.digest())
        ? List.of()
        : Opening.contradictions(
            entries,
            snapshot,
            LiveState.replay(snapshot, entries).view(),
            new RecordCodec(snapshot.lineage(), sealer));
  }

  private static List<String> addresses(List<Entry> entries) {
    return entries.stream()
        .flatMap(entry -> entry.touch().stream())
        .map(touch -> touch.address().toString())
        .distinct()
        .toList();
  }

  /** Returns the entries without what they say of these addresses; open intents stay. */
  private static List<Entry> without(List<Entry> entries, Set<String> addresses) {
    Set<Long> finished = new HashSet<>();
    for (Entry entry : entries) {
      if (entry instanceof Entry.Finished(long sequence, var _)) {
        finished.add(sequence);
      }
    }
    Set<Long> about = new HashSet<>();
    List<Entry> out = new ArrayList<>();
    for (Entry entry : entries) {
      boolean stays =
          switch (entry) {
            case Entry.Begun(long sequence, Intent intent, var _) -> {
              boolean left = addresses.contains(intent.address().toString());
              if (left) {
                about.add(sequence);
              }
              yield !left || !finished.contains(sequence);
            }
            case Entry.Noted(long sequence, var _, var _) ->
                !about.contains(sequence) || !finished.contains(sequence);
            case Entry.Checkpoint(long sequence, var _) -> !about.contains(sequence);
            case Entry.Finished(long sequence, var _) -> !about.contains(sequence);
            case Entry.RecordChanged(ResourceRecord r, var _) ->
                !addresses.contains(r.address().toString());
            case Entry.RecordRemoved(ResourceAddress a, var _) -> !addresses.contains(a.toString());
            case Entry.RecordMoved(ResourceAddress from, ResourceRecord r, var _) ->
                !addresses.contains(from.toString()) && !addresses.contains(r.address().toString());
            case Entry.RunStarted _, Entry.OutputsChanged _, Entry.Committing _, Entry.RunEnded _ ->
                true;
          };
      if (stays) {
        out.add(entry);
      }
    }
    return out;
  }

  private static void keepCopy(Disk disk, Path file) {
    try {
      Optional<byte[]> bytes = disk.read(file);
      if (bytes.isPresent()) {
        String name = file.getFileName() + ".kept-" + Snapshots.digest(bytes.get()).substring(0, 8);
        disk.write(file.resolveSibling(name), bytes.get(), true);
      }
    } catch (IOException e) {
      throw new StateException(StateProblems.unwritable(file, DiskReason.of(e)), e);
    }
  }
}
