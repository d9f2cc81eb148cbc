package dev.k3form.standin.etcd;

import dev.k3form.standin.Timing;
import dev.k3form.standin.http.Json;
import dev.k3form.standin.http.Reply;
import dev.k3form.standin.store.Member;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a member knows of the others: when each answered last, and how far it was. */
final class Peers {

  /**
   * An answer.
   *
   * @param at when, by the monotonic clock
   * @param since when the first of an unbroken row of answers came
   */
  record Seen(Member member, long at, long since, long revision, String hash, boolean synced) {}

  private final String self;
  private final Transport transport;
  private final Timing timing;
  private final Map<String, Seen> seen = new ConcurrentHashMap<>();

  Peers(String self, Transport transport, Timing timing) {
    this.self = self;
    this.transport = transport;
    this.timing = timing;
  }

  /** Asks all others, at the same time. */
  void look(List<Member> members) {
    seen.keySet().removeIf(id -> members.stream().noneMatch(m -> m.id().equals(id)));
    all(members, this::ask);
  }

  /** Does something with all others at the same time; returns how many voters it succeeded with. */
  long all(List<Member> members, Predicate<Member> action) {
    var voters = new AtomicLong();
    List<Thread> threads = new ArrayList<>();
    for (Member member : members) {
      if (!member.id().equals(self)) {
        threads.add(
            Thread.startVirtualThread(
                () -> {
                  if (action.test(member) && !member.learner()) {
                    voters.incrementAndGet();
                  }
                }));
      }
    }
    for (Thread thread : threads) {
      try {
        thread.join(timing.silence());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return voters.get();
  }

  /** Asks one; whether it answered. */
  boolean ask(Member member) {
    try {
      Reply reply = transport.call(member, "status", "");
      if (reply.status() != 200) {
        return false;
      }
      Map<String, @Nullable Object> answer = Json.object(reply.text());
      if (!member.id().equals(answer.get("id"))) {
        return false;
      }
      long now = System.nanoTime();
      long since = live(member.id()) ? seen(member.id()).map(Seen::since).orElse(now) : now;
      seen.put(
          member.id(),
          new Seen(
              member,
              now,
              since,
              answer.get("revision") instanceof Number n ? n.longValue() : 0,
              String.valueOf(answer.get("hash")),
              Boolean.TRUE.equals(answer.get("synced"))));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private Optional<Seen> seen(String id) {
    return Optional.ofNullable(seen.get(id));
  }

  boolean live(String id) {
    return seen(id)
        .filter(s -> System.nanoTime() - s.at() < timing.silence().toNanos())
        .isPresent();
  }

  Duration liveFor(String id) {
    return live(id)
        ? Duration.ofNanos(System.nanoTime() - seen(id).map(Seen::since).orElse(System.nanoTime()))
        : Duration.ZERO;
  }

  boolean synced(String id) {
    return live(id) && seen(id).filter(Seen::synced).isPresent();
  }

  String hash(String id) {
    return seen(id).map(Seen::hash).orElse("");
  }

  long revision(String id) {
    return seen(id).map(Seen::revision).orElse(0L);
  }

  /** The living peer that is furthest. */
  Optional<Seen> newest() {
    return seen.values().stream()
        .filter(s -> live(s.member().id()))
        .max(Comparator.comparingLong(Seen::revision));
  }
}
