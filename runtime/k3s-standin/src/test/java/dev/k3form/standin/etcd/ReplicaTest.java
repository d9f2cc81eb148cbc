package dev.k3form.standin.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.k3form.standin.Timing;
import dev.k3form.standin.http.Reply;
import dev.k3form.standin.store.Change;
import dev.k3form.standin.store.Entry;
import dev.k3form.standin.store.Member;
import dev.k3form.standin.store.State;
import dev.k3form.standin.store.StoreUnavailable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two members between which the line can be cut. */
@Timeout(60)
class ReplicaTest {

  private static final Timing TIMING =
      new Timing(
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofMillis(20),
          Duration.ofMillis(300),
          Duration.ofSeconds(1));

  @TempDir Path directory;

  private final Map<String, Replica> replicas = new ConcurrentHashMap<>();
  private volatile boolean cut;

  @BeforeEach
  void start() throws InterruptedException {
    for (String id : new String[] {"1", "2"}) {
      var state = new State("7");
      state.apply(new Change.AddMember(member("1")));
      state.apply(new Change.AddMember(member("2")));
      replicas.put(id, new Replica(id, state, directory.resolve(id), this::call, TIMING));
    }
    replicas.values().forEach(Replica::start);
    until(true);
  }

  private static Member member(String id) {
    return new Member(id, "s" + id + "-00000000", "s" + id, "127.0.0.1", "127.0.0.1:" + id, false);
  }

  private Reply call(Member member, String path, String body) throws IOException {
    if (cut) {
      throw new IOException("cut");
    }
    return replica(member.id()).answer(path, body);
  }

  private Replica replica(String id) {
    return Optional.ofNullable(replicas.get(id)).orElseThrow();
  }

  private void until(boolean healthy) throws InterruptedException {
    while (replicas.values().stream().anyMatch(r -> r.healthy() != healthy)) {
      Thread.sleep(10);
    }
  }

  @AfterEach
  void stop() {
    replicas.values().forEach(Replica::close);
  }

  @Test
  void questionAskedWithoutAMajorityIsAnsweredOnceThereIsOne() throws Exception {
    assertThat(replica("1").create("/a", "b")).isPresent();
    cut = true;
    until(false);
    var asked = CompletableFuture.supplyAsync(() -> replica("2").get("/a"));
    var members = CompletableFuture.supplyAsync(() -> replica("2").agreedMembers());
    Thread.sleep(200);
    assertThat(asked).isNotDone();
    assertThat(members).isNotDone();
    cut = false;
    assertThat(asked.get().map(Entry::value)).contains("b");
    assertThat(members.get()).containsExactly(member("1"), member("2"));
  }

  @Test
  void withoutAMajorityQuestionAndChangeTimeOut() throws Exception {
    cut = true;
    until(false);
    assertThatThrownBy(() -> replica("1").get("/a"))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessage("etcdserver: request timed out");
    assertThatThrownBy(() -> replica("1").create("/a", "b"))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessage("etcdserver: request timed out");
  }
}
