package dev.k3form.state.store;

import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.state.OutputRecord;
import dev.k3form.state.ResourceRecord;
import dev.k3form.state.State;
import dev.k3form.state.StateException;
import dev.k3form.state.StateProblems;
import dev.k3form.state.codec.RecordCodec;
import dev.k3form.state.journal.Durable;
import dev.k3form.state.journal.Entry;
import dev.k3form.state.journal.Intent;
import dev.k3form.state.journal.Journal;
import dev.k3form.state.journal.LiveState;
import dev.k3form.state.journal.OpenIntent;
import dev.k3form.state.journal.Outcome;
import dev.k3form.state.secret.Sealer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The session of every store: a journal on this computer's disk before a snapshot somewhere. */
final class JournaledSession implements StateSession {
  private final String operation;
  private final String run = UUID.randomUUID().toString();
  private final Snapshots snapshots;
  private final StateLock stateLock;
  private final Journal journal;
  private final RecordCodec codec;
  private final Optional<UnfinishedRun> unfinished;
  private final AtomicLong sequence;
  private final ReadWriteLock committing = new ReentrantReadWriteLock();
  private final Object starting = new Object();

  private volatile LiveState live;
  private String base;
  private boolean started;
  private boolean dirty;

  JournaledSession(
      String operation, Snapshots snapshots, StateLock lock, Opening opening, Sealer sealer) {
    this.operation = operation;
    this.snapshots = snapshots;
    this.stateLock = lock;
    this.journal = opening.journal();
    this.codec = new RecordCodec(opening.live().view().lineage(), sealer);
    this.unfinished = opening.unfinished();
    this.live = opening.live();
    this.base = opening.base();
    this.dirty = opening.unfinished().isPresent();
    this.sequence = new AtomicLong(opening.lastSequence());
  }

  @Override
  public State state() {
    return live.view();
  }

  @Override
  public Optional<ResourceRecord> resource(ResourceAddress address) {
    return live.resource(address);
  }

  @Override
  public String digest(ResourceAddress address) {
    return digest(live, address);
  }

  private String digest(LiveState in, ResourceAddress address) {
    return in.resource(address).map(codec::digest).orElse("");
  }

  @Override
  public List<OpenIntent> openIntents() {
    return live.openIntents();
  }

  @Override
  public Optional<UnfinishedRun> unfinishedRun() {
    return unfinished;
  }

  @Override
  public OpenIntent begin(Intent intent) {
    stateLock.checkBeforeWork();
    long number = sequence.incrementAndGet();
    record(new Entry.Begun(number, intent, digest(intent.address())));
    return current(number);
  }

  @Override
  public OpenIntent note(OpenIntent intent, String key, String value) {
    record(new Entry.Noted(intent.sequence(), key, value));
    return current(intent.sequence());
  }

  @Override
  public OpenIntent checkpoint(OpenIntent intent, ResourceRecord partial) {
    record(new Entry.Checkpoint(intent.sequence(), partial));
    return current(intent.sequence());
  }

  @Override
  public Durable finishing(OpenIntent intent, Outcome outcome) {
    current(intent.sequence());
    return add(new Entry.Finished(intent.sequence(), outcome));
  }

  private OpenIntent current(long number) {
    return live.openIntent(number)
        .orElseThrow(() -> new IllegalStateException("intent " + number + " is not open"));
  }

  @Override
  public void put(ResourceRecord record) {
    record(new Entry.RecordChanged(record, digest(record.address())));
  }

  @Override
  public void remove(ResourceAddress address) {
    existing(address);
    record(new Entry.RecordRemoved(address, digest(address)));
  }

  @Override
  public void move(
      SequencedMap<ResourceAddress, ResourceAddress> moves, UnaryOperator<ResourceRecord> form) {
    Map<ResourceAddress, SortedSet<ResourceAddress>> users = users(moves.keySet());
    Map<ResourceAddress, ResourceAddress> now = new HashMap<>();
    List<Durable> entries = new ArrayList<>();
    moves.forEach(
        (from, to) -> {
          ResourceRecord record = existing(from);
          if (live.resource(to).isPresent()) {
            throw new StateException(StateProblems.recordExists(to));
          }
          entries.add(
              add(new Entry.RecordMoved(from, form.apply(record.withAddress(to)), digest(from))));
          for (ResourceAddress user : users.getOrDefault(from, new TreeSet<>())) {
            entries.add(rename(existing(now.getOrDefault(user, user)), from, to));
          }
          now.put(from, to);
        });
    entries.forEach(Durable::await);
  }

  /** Returns for each of some addresses the records that depend on it. */
  private Map<ResourceAddress, SortedSet<ResourceAddress>> users(Set<ResourceAddress> of) {
    Map<ResourceAddress, SortedSet<ResourceAddress>> out = new HashMap<>();
    for (ResourceRecord record : live.view().resources().values()) {
      for (ResourceAddress dependency : record.dependencies()) {
        if (of.contains(dependency)) {
          out.computeIfAbsent(dependency, _ -> new TreeSet<>()).add(record.address());
        }
      }
    }
    return out;
  }

  private Durable rename(ResourceRecord user, ResourceAddress from, ResourceAddress to) {
    SortedSet<ResourceAddress> dependencies = new TreeSet<>(user.dependencies());
    dependencies.remove(from);
    dependencies.add(to);
    ResourceRecord renamed = user.withDependencies(dependencies);
    return add(new Entry.RecordChanged(renamed, digest(user.address())));
  }

  private ResourceRecord existing(ResourceAddress address) {
    return live.resource(address)
        .orElseThrow(() -> new StateException(StateProblems.noSuchRecord(address)));
  }

  @Override
  public void outputs(SortedMap<String, OutputRecord> outputs) {
    if (!outputs.equals(live.view().outputs())) {
      record(new Entry.OutputsChanged(outputs));
    }
  }

  /** Makes an entry durable, then plays it. */
  private void record(Entry entry) {
    committing.readLock().lock();
    try {
      start();
      journal.append(entry);
      live.apply(entry);
    } finally {
      committing.readLock().unlock();
    }
  }

  /** Plays an entry that becomes durable with the next one. */
  private Durable add(Entry entry) {
    committing.readLock().lock();
    try {
      start();
      Durable durable = journal.add(entry);
      live.apply(entry);
      return durable;
    } finally {
      committing.readLock().unlock();
    }
  }

  private void start() {
    synchronized (starting) {
      if (!started) {
        journal.add(new Entry.RunStarted(run, operation, base));
        started = true;
      }
      dirty = true;
    }
  }

  @Override
  public void commit(String message) {
    committing.writeLock().lock();
    try {
      if (dirty) {
        stateLock.check();
        commit(live.view(), live.openIntents(), message);
      }
    } finally {
      committing.writeLock().unlock();
    }
  }

  private void commit(State state, List<OpenIntent> open, String message) {
    EncodedState encoded = EncodedState.of(state, codec.sealer());
    journal.append(new Entry.Committing(encoded.digest()));
    Snapshots.Loaded stored = snapshots.store(encoded, message);
    LiveState next = new LiveState(stored.state().orElse(state));
    List<Entry> kept = carried(open, next, stored.digest());
    journal.replaceWith(kept);
    kept.forEach(next::apply);
    live = next;
    base = stored.digest();
    started = !open.isEmpty();
    dirty = false;
  }

  /** Returns the entries that outlive a snapshot: those of intents without an outcome. */
  private List<Entry> carried(List<OpenIntent> open, LiveState next, String digest) {
    List<Entry> entries = new ArrayList<>();
    if (!open.isEmpty()) {
      entries.add(new Entry.RunStarted(run, operation, digest));
    }
    for (OpenIntent intent : open) {
      entries.add(
          new Entry.Begun(
              intent.sequence(), intent.intent(), digest(next, intent.intent().address())));
      intent.notes().forEach((k, v) -> entries.add(new Entry.Noted(intent.sequence(), k, v)));
      intent.checkpoint().ifPresent(r -> entries.add(new Entry.Checkpoint(intent.sequence(), r)));
    }
    return entries;
  }

  @Override
  public void listen(Consumer<Diagnostic> listener) {
    stateLock.listen(listener);
  }

  @Override
  public void close() {
    try (stateLock;
        journal) {
      if (dirty && journal.failure().isEmpty()) {
        journal.append(new Entry.RunEnded(run));
      }
    }
  }
}
