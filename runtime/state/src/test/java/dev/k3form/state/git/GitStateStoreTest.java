package dev.k3form.state.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.k3form.state.Samples;
import dev.k3form.state.StateException;
import dev.k3form.state.journal.Intent;
import dev.k3form.state.journal.Operation;
import dev.k3form.state.store.LocalStateStore;
import dev.k3form.state.store.LockInfo;
import dev.k3form.state.store.LockTiming;
import dev.k3form.state.store.StateLocation;
import dev.k3form.state.store.StateLock;
import dev.k3form.state.store.StateSession;
import dev.k3form.testkit.local.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two clones and a bare repository, by the real git. */
class GitStateStoreTest {
  private static final LockTiming FAST =
      new LockTiming(Duration.ofMillis(300), Duration.ofSeconds(30));

  @TempDir Path directory;
  private Path ada;
  private Path bob;

  @BeforeEach
  void makeClones() throws Exception {
    Programs.need("git");
    Programs.run(directory, "git", "init", "-q", "--bare", "-b", "main", "origin.git");
    ada = cloneAs("ada");
    Files.writeString(ada.resolve("main.k3s"), "# empty\n");
    git(ada, "add", "-A");
    git(ada, "commit", "-q", "-m", "begin");
    git(ada, "push", "-q", "origin", "HEAD:main");
    bob = cloneAs("bob");
  }

  private Path cloneAs(String name) throws Exception {
    Programs.run(directory, "git", "clone", "-q", "origin.git", name);
    Path clone = directory.resolve(name);
    git(clone, "config", "user.name", name);
    git(clone, "config", "user.email", name + "@example.org");
    git(clone, "symbolic-ref", "HEAD", "refs/heads/main");
    new GitSetup(clone, "k3form").install();
    return clone;
  }

  private static String git(Path where, String... arguments) throws Exception {
    String[] command = new String[arguments.length + 1];
    command[0] = "git";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    return Programs.run(where, command);
  }

  private static GitStateStore store(Path clone) {
    return new GitStateStore(StateLocation.of(clone), Samples.sealer(), "origin", FAST);
  }

  private static void apply(Path clone, String name, String text) {
    try (StateSession session = store(clone).open("apply", Duration.ZERO)) {
      session.put(Samples.record(Samples.vm(name), text));
      session.commit("apply: 1 added\n\n+ " + Samples.vm(name));
    }
  }

  private RefLocking locking(Path clone, Clock clock) {
    return new RefLocking(new Git(clone), "origin", GitStateStore.ref("", "default"), FAST, clock);
  }

  @Test
  void anApplyIsOneCommitThatIsPushed() throws Exception {
    apply(ada, "a", "a");
    git(bob, "pull", "-q", "origin", "main");
    assertThat(git(bob, "log", "-1", "--format=%an: %s")).isEqualTo("ada: apply: 1 added\n");
    assertThat(store(bob).read().resources()).containsOnlyKeys(Samples.vm("a"));
    assertThat(git(bob, "ls-remote", "origin", "refs/k3form/*")).isEmpty();
    apply(bob, "b", "b");
    assertThatThrownBy(() -> apply(ada, "c", "c")).hasMessageContaining("K3-0744");
    git(ada, "pull", "-q", "origin", "main");
    apply(ada, "c", "c");
    assertThat(store(ada).read().resources()).hasSize(3);
  }

  @Test
  void twoAppliesAtATimeNeverBothGoOn() {
    try (StateSession session = store(ada).open("apply", Duration.ZERO)) {
      assertThat(session.state().isEmpty()).isTrue();
      assertThatThrownBy(() -> store(bob).open("apply", Duration.ZERO))
          .hasMessageContaining("K3-0720")
          .hasMessageContaining("apply by");
      assertThat(store(bob).holder().orElseThrow().operation()).isEqualTo("apply");
      assertThatThrownBy(() -> store(bob).unlock()).hasMessageContaining("K3-0723");
    }
    assertThat(store(bob).holder()).isEmpty();
    apply(bob, "b", "b");
  }

  @Test
  void theLockOfADeadHolderIsTakenOverAndTheTakeoverIsOnRecord() throws Exception {
    Clock past = Clock.fixed(Instant.now().minusSeconds(120), ZoneOffset.UTC);
    RefLocking dead = locking(ada, past);
    LockInfo info = LockInfo.here("apply", past);
    String commit = dead.commit(info, "");
    assertThat(dead.push("", commit)).isTrue();
    try (StateSession session = store(bob).open("destroy", Duration.ZERO)) {
      String mine = git(bob, "ls-remote", "origin", GitStateStore.ref("", "default"));
      assertThat(mine).doesNotContain(commit);
      session.put(Samples.record(Samples.vm("b"), "b"));
      session.commit("destroy");
    }
    assertThat(dead.push("", dead.commit(info, ""))).isTrue();
    assertThat(store(ada).unlock()).contains(info);
    assertThat(store(ada).unlock()).isEmpty();
  }

  @Test
  void aHolderBeatsAndNoticesWhenItsLockIsGone() throws Exception {
    String ref = GitStateStore.ref("", "default");
    try (StateLock lock =
        locking(ada, Clock.systemUTC())
            .take(LockInfo.here("apply", Clock.systemUTC()), Duration.ZERO)) {
      String first = git(ada, "ls-remote", "origin", ref);
      await(() -> !git(ada, "ls-remote", "origin", ref).equals(first));
      lock.check();
      git(bob, "push", "-q", "origin", ":" + ref);
      await(
          () -> {
            try {
              lock.check();
              return false;
            } catch (StateException e) {
              return e.code().equals("K3-0721");
            }
          });
    }
  }

  @Test
  void aHolderWhoseRemoteLostItsAnswersKeepsTheLock() throws Exception {
    String ref = GitStateStore.ref("", "default");
    Path flag = directory.resolve("lose-answers");
    Path receiver = script("receive", "git-receive-pack \"$@\"; [ ! -e " + flag + " ]");
    git(ada, "config", "remote.origin.receivepack", receiver.toString());
    try (StateLock lock =
        locking(ada, Clock.systemUTC())
            .take(LockInfo.here("apply", Clock.systemUTC()), Duration.ZERO)) {
      Files.createFile(flag);
      String first = git(ada, "ls-remote", "origin", ref);
      await(() -> !git(ada, "ls-remote", "origin", ref).equals(first));
      Files.delete(flag);
      String second = git(ada, "ls-remote", "origin", ref);
      await(() -> !git(ada, "ls-remote", "origin", ref).equals(second));
      lock.check();
    }
    assertThat(git(ada, "ls-remote", "origin", ref)).isEmpty();
  }

  @Test
  void aHolderWhoWasAsleepForTooLongBeginsNothingMore() {
    LockTiming brief = new LockTiming(Duration.ofHours(1), Duration.ofMillis(1));
    GitStateStore store =
        new GitStateStore(StateLocation.of(ada), Samples.sealer(), "origin", brief);
    try (StateSession session = store.open("apply", Duration.ZERO)) {
      Intent intent =
          Intent.toward(Samples.record(Samples.vm("a"), "a"), Operation.CREATE, "key-1");
      assertThatThrownBy(() -> session.begin(intent)).hasMessageContaining("K3-0721");
      assertThat(session.openIntents()).isEmpty();
    }
  }

  @Test
  void whatTheServerRefusesIsNotTakenForARace() throws Exception {
    apply(ada, "a", "a");
    Path hook =
        hook("update", "case $1 in refs/k3form/*) echo 'no such refs here' >&2; exit 1; esac");
    assertThatThrownBy(() -> apply(ada, "b", "b"))
        .hasMessageContaining("K3-0741")
        .hasMessageContaining("no such refs here");
    Files.delete(hook);
    hook = hook("update", "case $1 in refs/heads/*) echo 'main is protected' >&2; exit 1; esac");
    assertThatThrownBy(() -> apply(ada, "b", "b"))
        .hasMessageContaining("K3-0741")
        .hasMessageContaining("main is protected")
        .satisfies(e -> assertThat(help(e)).contains("k3form recover"));
    Files.delete(hook);
    try (StateSession session = store(ada).open("recover", Duration.ZERO)) {
      session.commit("recover");
    }
    git(bob, "pull", "-q", "origin", "main");
    assertThat(store(bob).read().resources()).hasSize(2);
  }

  @Test
  void aCloneWithoutABranchIsRefusedBeforeAnythingIsDone() throws Exception {
    apply(ada, "a", "a");
    git(ada, "checkout", "-q", "--detach");
    assertThatThrownBy(() -> apply(ada, "b", "b"))
        .hasMessageContaining("K3-0748")
        .satisfies(e -> assertThat(help(e)).contains("git switch"));
    git(ada, "checkout", "-q", "main");
    git(ada, "update-ref", "CHERRY_PICK_HEAD", "HEAD");
    assertThatThrownBy(() -> apply(ada, "b", "b"))
        .hasMessageContaining("K3-0745")
        .satisfies(e -> assertThat(help(e)).contains("git cherry-pick --abort"));
  }

  private static String help(Throwable thrown) {
    return ((StateException) thrown).diagnostic().toString();
  }

  private Path hook(String name, String text) throws Exception {
    return script("origin.git/hooks/" + name, text);
  }

  private Path script(String name, String text) throws Exception {
    Path file = directory.resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + text + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    return file;
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("the time is over").isLessThan(deadline);
      Thread.sleep(50);
    }
  }

  /** Writes and pushes without the lock, as a broken server or clock would let somebody do. */
  private void pushPastTheLock(String name, String text) throws Exception {
    git(bob, "pull", "-q", "origin", "main");
    LocalStateStore local = new LocalStateStore(StateLocation.of(bob), Samples.sealer());
    try (StateSession session = local.open("apply", Duration.ZERO)) {
      session.put(Samples.record(Samples.vm(name), text));
      session.commit("x");
    }
    git(bob, "add", "-A");
    git(bob, "commit", "-q", "-m", "past the lock");
    git(bob, "push", "-q", "origin", "HEAD:main");
  }

  @Test
  void aPushThatRacesIsReplayedWhereTheRecordsDiffer() throws Exception {
    apply(ada, "a", "a");
    try (StateSession session = store(ada).open("apply", Duration.ZERO)) {
      session.put(Samples.record(Samples.vm("a"), "a again"));
      pushPastTheLock("b", "b of bob");
      session.commit("apply");
      assertThat(session.state().resources()).containsOnlyKeys(Samples.vm("a"), Samples.vm("b"));
    }
    git(bob, "pull", "-q", "origin", "main");
    assertThat(store(bob).read()).isEqualTo(store(ada).read());
    assertThat(Files.exists(StateLocation.of(ada).journalFile())).isFalse();
  }

  @Test
  void aPushThatRacesOnTheSameRecordStopsAndKeepsTheJournal() throws Exception {
    apply(ada, "a", "a");
    try (StateSession session = store(ada).open("apply", Duration.ZERO)) {
      session.put(Samples.record(Samples.vm("a"), "a of ada"));
      pushPastTheLock("a", "a of bob");
      assertThatThrownBy(() -> session.commit("apply"))
          .hasMessageContaining("K3-0740")
          .hasMessageContaining("proxmox_vm.lb[\"a\"]");
    }
    assertThat(Files.exists(StateLocation.of(ada).journalFile())).isTrue();
    git(bob, "fetch", "-q");
    assertThat(git(bob, "show", "origin/main:k3form.state.json")).contains("a of bob");
  }

  @Test
  void aCloneThatCouldNotCommitIsRefusedBeforeAnythingIsDone() throws Exception {
    apply(ada, "a", "a");
    Files.writeString(ada.resolve("main.k3s"), "# of ada\n");
    git(ada, "commit", "-q", "-a", "-m", "ada");
    git(ada, "checkout", "-q", "-b", "other", "HEAD~1");
    Files.writeString(ada.resolve("main.k3s"), "# other\n");
    git(ada, "commit", "-q", "-a", "-m", "other");
    assertThatThrownBy(() -> git(ada, "merge", "main")).hasMessageContaining("CONFLICT");
    assertThatThrownBy(() -> apply(ada, "b", "b")).hasMessageContaining("K3-0745");
    git(ada, "merge", "--abort");
    git(ada, "checkout", "-q", "main");
    git(ada, "config", "user.name", ""); // goes before what this computer's user may have set
    assertThatThrownBy(() -> apply(ada, "b", "b")).hasMessageContaining("K3-0746");
    assertThat(git(bob, "ls-remote", "origin", "refs/k3form/*")).isEmpty();
  }

  @Test
  void withoutARemoteTheStoreSaysSo() throws Exception {
    Programs.run(directory, "git", "init", "-q", "lonely");
    assertThatThrownBy(() -> store(directory.resolve("lonely"))).hasMessageContaining("K3-0742");
    assertThatThrownBy(() -> store(directory)).hasMessageContaining("K3-0742");
  }

  @Test
  void addressesDoNotShowCredentials() {
    assertThat(Git.withoutCredentials("fatal: https://ada:s3cret@host/x.git not found"))
        .isEqualTo("fatal: https://***@host/x.git not found");
  }
}
