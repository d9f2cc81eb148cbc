package dev.k3form.state.store;

import dev.k3form.model.address.ResourceAddress;
import dev.k3form.state.State;
import dev.k3form.state.StateException;
import dev.k3form.state.StateProblems;
import dev.k3form.state.codec.RecordCodec;
import dev.k3form.state.disk.Disk;
import dev.k3form.state.journal.Entry;
import dev.k3form.state.journal.Journal;
import dev.k3form.state.journal.JournalContent;
import dev.k3form.state.journal.LiveState;
import dev.k3form.state.secret.Sealer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A snapshot and a journal brought together.
 *
 * <p>A journal continues the snapshot that its run began with, or the one that its run was about to
 * write; playing it on either gives the same. On any other snapshot (somebody pulled, or went back
 * a commit) it is played only if every record that it touches is as the run found or left it.
 *
 * @param base the digest of the snapshot
 * @param lastSequence the greatest number of an intent so far
 */
record Opening(
    LiveState live,
    String base,
    Journal journal,
    Optional<UnfinishedRun> unfinished,
    long lastSequence) {

  /** Reads journal and snapshot; in this order, so that a commit meanwhile does no harm. */
  static Opening read(Disk disk, StateLocation location, Snapshots snapshots, Sealer sealer) {
    Path file = location.journalFile();
    JournalContent content = JournalContent.read(disk, file, sealer);
    Snapshots.Loaded loaded = snapshots.load();
    List<Entry> entries = content.entries();
    if (loaded.state().isEmpty() && needsSnapshot(entries)) {
      throw new StateException(StateProblems.missingSnapshot(location.stateFile(), file));
    }
    String lineage =
        loaded.state().map(State::lineage).or(content::lineage).orElseGet(State::newLineage);
    if (!content.lineage().orElse(lineage).equals(lineage)) {
      throw new StateException(
          StateProblems.journalOfOther(file, content.lineage().orElse(""), lineage));
    }
    State snapshot = loaded.state().orElseGet(() -> State.empty(lineage));
    LiveState live = LiveState.replay(snapshot, entries);
    if (!continues(entries, loaded.digest())) {
      List<String> contradictions =
          contradictions(entries, snapshot, live.view(), new RecordCodec(lineage, sealer));
      if (!contradictions.isEmpty()) {
        throw new StateException(StateProblems.journalConflict(file, contradictions));
      }
    }
    Journal journal = Journal.open(disk, file, lineage, sealer, content);
    return new Opening(
        live, loaded.digest(), journal, unfinished(content, List.of()), lastSequence(entries));
  }

  static boolean needsSnapshot(List<Entry> entries) {
    return entries.stream()
        .anyMatch(e -> e instanceof Entry.RunStarted(var _, var _, String base) && !base.isEmpty());
  }

  /** Reports whether a snapshot is one that the last run knew. */
  static boolean continues(List<Entry> entries, String digest) {
    boolean known = entries.isEmpty();
    for (Entry entry : entries) {
      if (entry instanceof Entry.RunStarted(var _, var _, String base)) {
        known = base.equals(digest);
      } else if (entry instanceof Entry.Committing(String next)) {
        known = known || next.equals(digest);
      }
    }
    return known;
  }

  /** Returns the addresses whose record is neither as the run found it nor as the run left it. */
  static List<String> contradictions(
      List<Entry> entries, State snapshot, State after, RecordCodec codec) {
    Map<ResourceAddress, String> found = new HashMap<>();
    List<String> out = new ArrayList<>();
    for (Entry entry : entries) {
      Optional<Entry.Touch> touch = entry.touch();
      if (touch.isEmpty()
          || found.putIfAbsent(touch.get().address(), touch.get().before()) != null) {
        continue;
      }
      ResourceAddress address = touch.get().address();
      String now = snapshot.resource(address).map(codec::digest).orElse("");
      String left = after.resource(address).map(codec::digest).orElse("");
      if (!now.equals(touch.get().before()) && !now.equals(left)) {
        out.add(address.toString());
      }
    }
    return out;
  }

  static Optional<UnfinishedRun> unfinished(JournalContent content, List<String> leftOut) {
    return content.entries().stream()
        .filter(Entry.RunStarted.class::isInstance)
        .map(Entry.RunStarted.class::cast)
        .findFirst()
        .map(
            run ->
                new UnfinishedRun(
                    run.run(),
                    run.operation(),
                    content.entries().size(),
                    content.entries().getLast() instanceof Entry.RunEnded,
                    leftOut,
                    content.torn()));
  }

  static long lastSequence(List<Entry> entries) {
    return entries.stream()
        .mapToLong(e -> e instanceof Entry.Begun(long n, var _, var _) ? n : 0)
        .max()
        .orElse(0);
  }
}
