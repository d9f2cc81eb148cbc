package dev.k3form.standin.etcd;

import dev.k3form.standin.SecretFiles;
import dev.k3form.standin.Timing;
import dev.k3form.standin.http.Json;
import dev.k3form.standin.http.Reply;
import dev.k3form.standin.store.Change;
import dev.k3form.standin.store.Datastore;
import dev.k3form.standin.store.Entry;
import dev.k3form.standin.store.Member;
import dev.k3form.standin.store.Refusal;
import dev.k3form.standin.store.State;
import dev.k3form.standin.store.StoreUnavailable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One member's copy of a replicated {@link State}.
 *
 * <p>This is not Raft. The leader is the oldest member that lives and is up to date; it sends each
 * change to all, makes it when a majority of the voters has it, and hands a whole state to a member
 * whose hash differs. A member accepts a change only on top of the very state that it was made for,
 * so two that take themselves for leaders cannot both get a majority for the same revision. A
 * member that starts takes the newest state of a majority. Lost with simultaneous crashes: changes
 * that no majority of the survivors has seen. That is enough for a lab, and not for data.
 */
public final class Replica implements Datastore {

  /** How long a request waits for a majority, like etcd's own request timeout. */
  private static final Duration PATIENCE = Duration.ofSeconds(6);

  private final String self;
  private final Path file;
  private final Transport transport;
  private final Timing timing;
  private final Peers peers;
  private final ReentrantLock lock = new ReentrantLock();
  private final AtomicBoolean removed = new AtomicBoolean();
  private volatile State state;
  private volatile boolean synced;
  private volatile boolean closed;
  private @Nullable Thread watch;

  /**
   * @param self the id of this member
   * @param file where the state is kept once this member votes
   */
  public Replica(String self, State state, Path file, Transport transport, Timing timing) {
    this.self = self;
    this.state = state;
    this.file = file;
    this.transport = transport;
    this.timing = timing;
    this.peers = new Peers(self, transport, timing);
  }

  /** Begins to look at the others and to answer. */
  public void start() {
    lock.lock();
    try {
      save();
    } finally {
      lock.unlock();
    }
    watch = Thread.ofVirtual().name("etcd").start(this::watch);
  }

  private void watch() {
    while (!closed) {
      try {
        String before = state.hash();
        peers.look(state.members());
        if (!synced) {
          catchUp();
        }
        if (leads() && before.equals(state.hash())) {
          lead();
        }
      } catch (StoreUnavailable e) {
        // No majority at the moment: the next round sees whether there is one again.
      }
      pause(timing.poll());
    }
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public Member self() {
    return state.member(self).orElse(new Member(self, "", "", "", "", true));
  }

  public String selfId() {
    return self;
  }

  /** The members as this one knows them. */
  public List<Member> members() {
    return state.members();
  }

  /** The members as a majority knows them. */
  public List<Member> agreedMembers() {
    return read(State::members);
  }

  public String clusterId() {
    return state.clusterId();
  }

  /** Whether this member was taken out of the cluster. */
  public boolean removed() {
    return removed.get();
  }

  private boolean voter() {
    return state.member(self).filter(m -> !m.learner()).isPresent();
  }

  private boolean quorum() {
    List<Member> voters = state.members().stream().filter(m -> !m.learner()).toList();
    long live = voters.stream().filter(m -> m.id().equals(self) || peers.live(m.id())).count();
    return live > voters.size() / 2;
  }

  /** The oldest voter that lives and is up to date. */
  public Optional<Member> leader() {
    if (!quorum()) {
      return Optional.empty();
    }
    return state.members().stream()
        .filter(m -> !m.learner() && (m.id().equals(self) ? synced : peers.synced(m.id())))
        .findFirst();
  }

  private boolean leads() {
    return leader().filter(m -> m.id().equals(self)).isPresent();
  }

  @Override
  public boolean healthy() {
    return synced && !removed.get() && leader().isPresent();
  }

  /** Takes the newest state of a majority, which may be its own. */
  private void catchUp() {
    if (!quorum() && !state.members().isEmpty() && voter()) {
      return;
    }
    Optional<Peers.Seen> newest = peers.newest();
    if (newest.isEmpty() || (newest.get().revision() <= state.revision() && voter())) {
      synced = voter();
      return;
    }
    Member source = newest.get().member();
    try {
      Reply reply = transport.call(source, "snapshot", "");
      if (reply.status() == 200) {
        install(State.fromJson(reply.text()));
      }
    } catch (IOException | IllegalArgumentException e) {
      // The next round asks again.
    }
  }

  private boolean install(State other) {
    lock.lock();
    try {
      if (other.revision() < state.revision()) {
        return false;
      }
      boolean was = state.member(self).isPresent();
      state = other;
      synced = true;
      noticeRemoval(was);
      save();
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void noticeRemoval(boolean was) {
    if (was && state.member(self).isEmpty()) {
      removed.set(true);
    }
  }

  private void save() {
    if (voter() && !closed) {
      SecretFiles.directory(Optional.ofNullable(file.getParent()).orElse(file), "rwx------");
      SecretFiles.secret(file, state.toJson());
    }
  }

  /** Promotes a learner that has been up for a while; brings members up to date. */
  private void lead() {
    for (Member member : state.members()) {
      if (member.id().equals(self) || !peers.live(member.id())) {
        continue;
      }
      if (ahead(member)) {
        synced = false; // A change that another leader had begun: it is taken over.
        return;
      }
      if (!peers.hash(member.id()).equals(state.hash())) {
        push(member);
      } else if (member.learner()
          && member.started()
          && peers.liveFor(member.id()).compareTo(timing.promotion()) > 0
          && peers.ask(member)) {
        commit(new Change.PromoteMember(member.id()));
      }
    }
  }

  /** Whether a member has more than this one, which is not in the middle of a change. */
  private boolean ahead(Member member) {
    lock.lock();
    try {
      return peers.revision(member.id()) > state.revision();
    } finally {
      lock.unlock();
    }
  }

  private boolean push(Member member) {
    try {
      return transport.call(member, "install", state.toJson()).status() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** Makes a change, by way of the leader. */
  public Refusal change(Change change) {
    long limit = System.nanoTime() + PATIENCE.toNanos();
    while (!closed && System.nanoTime() < limit) {
      Optional<Member> leader = leader();
      if (leader.isPresent()) {
        Optional<Refusal> answer =
            leader.get().id().equals(self) ? attempt(change) : propose(leader.get(), change);
        if (answer.isPresent()) {
          return answer.get();
        }
      }
      pause(Duration.ofMillis(150));
    }
    throw new StoreUnavailable("etcdserver: request timed out");
  }

  private Optional<Refusal> attempt(Change change) {
    try {
      return Optional.of(commit(change));
    } catch (StoreUnavailable e) {
      return Optional.empty();
    }
  }

  private Optional<Refusal> propose(Member leader, Change change) {
    try {
      Reply reply = transport.call(leader, "propose", Json.print(change.toJson()));
      if (reply.status() != 200) {
        return Optional.empty();
      }
      Map<String, @Nullable Object> answer = Json.object(reply.text());
      awaitRevision(answer.get("revision") instanceof Number n ? n.longValue() : 0);
      return Optional.of(Refusal.valueOf(String.valueOf(answer.get("refusal"))));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** So that who has written reads what it wrote. */
  private void awaitRevision(long revision) {
    await(Duration.ofMillis(10), () -> state.revision() >= revision);
  }

  private void await(Duration step, BooleanSupplier condition) {
    long limit = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (closed || removed.get() || System.nanoTime() > limit) {
        throw new StoreUnavailable("etcdserver: request timed out");
      }
      pause(step);
    }
  }

  /** The leader's: all get the change, a majority must have it. */
  private Refusal commit(Change change) {
    lock.lock();
    try {
      Refusal refusal = state.refusal(change);
      if (refusal != Refusal.NONE) {
        return refusal;
      }
      List<Member> before = state.members();
      String body =
          Json.print(
              Map.of(
                  "hash", state.hash(), "revision", state.revision(), "change", change.toJson()));
      long voters = before.stream().filter(m -> !m.learner()).count();
      long have = 1 + peers.all(before, member -> append(member, body));
      if (have <= voters / 2) {
        throw new StoreUnavailable("etcdserver: request timed out");
      }
      state.apply(change);
      noticeRemoval(true);
      save();
      return Refusal.NONE;
    } finally {
      lock.unlock();
    }
  }

  private boolean append(Member member, String body) {
    try {
      Reply reply = transport.call(member, "append", body);
      if (reply.status() == 409) {
        return push(member) && transport.call(member, "append", body).status() == 200;
      }
      return reply.status() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** Answers another member. */
  public Reply answer(String path, String body) {
    return switch (path) {
      case "status" -> Reply.json(200, status());
      case "snapshot" -> snapshot();
      case "install" ->
          install(State.fromJson(body)) ? Reply.json(200, Map.of()) : Reply.json(409, Map.of());
      case "append" -> appended(Json.object(body));
      case "propose" -> proposed(Change.fromJson(Json.object(body)));
      default -> Reply.notFound();
    };
  }

  private Reply snapshot() {
    lock.lock();
    try {
      return Reply.text(200, "application/json", state.toJson());
    } finally {
      lock.unlock();
    }
  }

  private Map<String, Object> status() {
    State now = state;
    return Map.of(
        "id", self,
        "clusterId", now.clusterId(),
        "revision", now.revision(),
        "hash", now.hash(),
        "synced", synced && voter(),
        "members", now.members().stream().map(Member::id).toList());
  }

  private Reply appended(Map<String, @Nullable Object> body) {
    lock.lock();
    try {
      boolean was = state.member(self).isPresent();
      if (!state.hash().equals(body.get("hash"))
          || !(body.get("change") instanceof Map<?, ?> change)) {
        return Reply.json(409, Map.of());
      }
      state.apply(Change.fromJson(change));
      noticeRemoval(was);
      save();
      return Reply.json(200, Map.of());
    } finally {
      lock.unlock();
    }
  }

  private Reply proposed(Change change) {
    if (!leads()) {
      return Reply.json(421, Map.of());
    }
    Optional<Refusal> refusal = attempt(change);
    return refusal.isEmpty()
        ? Reply.json(503, Map.of())
        : Reply.json(200, Map.of("refusal", refusal.get().name(), "revision", state.revision()));
  }

  /** Reads are linearizable: like a change, they wait for a majority, and then give up. */
  private <T> T read(Function<State, T> question) {
    await(Duration.ofMillis(50), this::healthy);
    lock.lock();
    try {
      return question.apply(state);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Optional<Entry> get(String key) {
    return read(s -> s.get(key));
  }

  @Override
  public List<Entry> list(String prefix) {
    return read(s -> s.list(prefix));
  }

  @Override
  public Optional<Entry> create(String key, String value) {
    return change(new Change.Create(key, value)) == Refusal.NONE ? get(key) : Optional.empty();
  }

  @Override
  public Optional<Entry> update(String key, String value, long revision) {
    return change(new Change.Update(key, value, revision)) == Refusal.NONE
        ? get(key)
        : Optional.empty();
  }

  @Override
  public boolean delete(String key, long revision) {
    return change(new Change.Delete(key, revision)) == Refusal.NONE;
  }

  @Override
  public long revision() {
    return state.revision();
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
    if (watch != null) {
      watch.interrupt();
    }
  }
}
