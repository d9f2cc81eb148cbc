package dev.k3form.state.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.k3form.model.value.Value;
import dev.k3form.state.OutputRecord;
import dev.k3form.state.Samples;
import dev.k3form.state.State;
import dev.k3form.state.StateException;
import dev.k3form.state.codec.StateDocument;
import dev.k3form.state.history.StateDifference;
import dev.k3form.state.history.StateHistory;
import dev.k3form.state.journal.Intent;
import dev.k3form.state.journal.OpenIntent;
import dev.k3form.state.journal.Operation;
import dev.k3form.state.journal.Outcome;
import dev.k3form.state.store.LockTiming;
import dev.k3form.state.store.StateLocation;
import dev.k3form.state.store.StateSession;
import dev.k3form.testkit.local.LocalPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

class PostgresStateStoreTest {
  private static final LockTiming FAST =
      new LockTiming(Duration.ofMillis(200), Duration.ofSeconds(30));

  private static final Duration LONG = Duration.ofSeconds(30);

  private static @Nullable LocalPostgres started;

  @TempDir Path directory;
  private String schema = "";

  @BeforeAll
  static void startServer() throws Exception {
    started = LocalPostgres.start();
  }

  @AfterAll
  static void stopServer() throws Exception {
    if (started != null) {
      started.close();
    }
  }

  @BeforeEach
  void nameSchema(TestInfo test) {
    schema = "s" + Integer.toHexString(test.getDisplayName().hashCode());
  }

  private static LocalPostgres server() {
    return Objects.requireNonNull(started);
  }

  private PostgresSettings settings() {
    return new PostgresSettings(
        "jdbc:" + server().url(),
        Map.of("user", LocalPostgres.USER, "password", LocalPostgres.PASSWORD),
        schema,
        "shop");
  }

  private PostgresStateStore store(String who) {
    return store(who, FAST);
  }

  private PostgresStateStore store(String who, LockTiming timing) {
    return new PostgresStateStore(
        StateLocation.of(directory.resolve(who)), Samples.sealer(), settings(), timing);
  }

  private void apply(String who, String name, String text) {
    try (PostgresStateStore store = store(who);
        StateSession session = store.open("apply", Duration.ZERO)) {
      session.put(Samples.record(Samples.vm(name), text));
      session.commit("apply: " + text + "\n\nmore");
    }
  }

  private State read(String who) {
    try (PostgresStateStore store = store(who)) {
      return store.read();
    }
  }

  private void sql(String text) throws Exception {
    PostgresSettings settings = settings();
    try (Connection c =
            DriverManager.getConnection(settings.url(), settings.forDriver(LONG, LONG));
        Statement s = c.createStatement()) {
      s.execute(text);
    }
  }

  private String query(String text) throws Exception {
    PostgresSettings settings = settings();
    try (Connection c =
            DriverManager.getConnection(settings.url(), settings.forDriver(LONG, LONG));
        Statement s = c.createStatement();
        ResultSet row = s.executeQuery(text)) {
      row.next();
      return String.valueOf(row.getString(1));
    }
  }

  private static final String END_OTHERS =
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
          + " WHERE application_name = 'k3form' AND pid <> pg_backend_pid()";

  @Test
  void whatOneAppliesTheOtherReads() throws Exception {
    try (PostgresStateStore store = store("ada");
        StateSession session = store.open("apply", Duration.ZERO)) {
      session.put(Samples.fullRecord());
      session.put(Samples.record(Samples.vm("x"), "x"));
      session.outputs(new TreeMap<>(Map.of("vip", new OutputRecord(Value.str("10.0.0.1")))));
      session.commit("apply");
    }
    assertThat(read("bob").resources()).containsValue(Samples.fullRecord()).hasSize(2);
    assertThat(read("bob").outputs()).containsKey("vip");
    try (PostgresStateStore store = store("bob");
        StateSession session = store.open("apply", Duration.ZERO)) {
      session.remove(Samples.vm("x"));
      session.commit("remove x");
    }
    assertThat(read("ada").resources()).hasSize(1);
    assertThat(query("SELECT string_agg(record::text, '') FROM " + schema + ".resource"))
        .contains("$sealed")
        .doesNotContain("hunter2");
    assertThat(query("SELECT count(*) FROM " + schema + ".change")).isEqualTo("4");
  }

  @Test
  void theLockIsForOneAtATime() {
    try (PostgresStateStore ada = store("ada");
        StateSession session = ada.open("apply", Duration.ZERO)) {
      assertThat(session.state().isEmpty()).isTrue();
      try (PostgresStateStore bob = store("bob")) {
        assertThatThrownBy(() -> bob.open("apply", Duration.ZERO))
            .hasMessageContaining("K3-0720")
            .hasMessageContaining("apply by");
        assertThat(bob.holder().orElseThrow().operation()).isEqualTo("apply");
        assertThatThrownBy(bob::unlock).hasMessageContaining("K3-0723");
      }
    }
    apply("bob", "b", "b");
  }

  @Test
  void aBrokenConnectionDoesNotEndARun() throws Exception {
    try (PostgresStateStore store = store("ada");
        StateSession session = store.open("apply", Duration.ZERO)) {
      session.put(Samples.record(Samples.vm("a"), "a"));
      sql(END_OTHERS);
      session.put(Samples.record(Samples.vm("b"), "b"));
      session.commit("after the loss");
      server().control("restart");
      session.put(Samples.record(Samples.vm("c"), "c"));
      session.commit("after the restart");
    }
    assertThat(read("bob").resources()).hasSize(3);
  }

  @Test
  void aServerThatIsGoneLeavesTheWorkInTheJournal() throws Exception {
    apply("ada", "a", "a");
    try (PostgresStateStore store = store("ada");
        StateSession session = store.open("apply", Duration.ZERO)) {
      session.put(Samples.record(Samples.vm("b"), "b"));
      server().control("stop");
      try {
        assertThatThrownBy(() -> session.commit("lost")).hasMessageContaining("K3-0750");
      } finally {
        server().control("start");
      }
    }
    assertThat(Files.exists(StateLocation.of(directory.resolve("ada")).journalFile())).isTrue();
    try (PostgresStateStore store = store("ada");
        StateSession session = store.open("apply", Duration.ZERO)) {
      assertThat(session.unfinishedRun()).isPresent();
      assertThat(session.state().resources()).hasSize(2);
      session.commit("again");
    }
    assertThat(read("bob").resources()).hasSize(2);
  }

  @Test
  void whoLostTheLockToAnotherStopsAndCannotOverwrite() throws Exception {
    apply("ada", "a", "a");
    LockTiming slow = new LockTiming(Duration.ofHours(1), Duration.ofHours(2));
    try (PostgresStateStore store = store("ada", slow);
        StateSession session = store.open("apply", Duration.ZERO)) {
      session.put(Samples.record(Samples.vm("a"), "a of ada"));
      sql(END_OTHERS);
      try (PostgresStateStore bob = store("bob");
          StateSession other = bob.open("apply", Duration.ofSeconds(5))) {
        other.put(Samples.record(Samples.vm("a"), "a first"));
        other.commit("bob");
        assertThatThrownBy(() -> session.commit("ada")).hasMessageContaining("K3-0721");
      }
      assertThatThrownBy(() -> session.commit("ada")).hasMessageContaining("K3-0721");
    }
    try (PostgresStateStore store = store("eve", slow);
        StateSession session = store.open("apply", Duration.ZERO)) {
      session.put(Samples.record(Samples.vm("a"), "a of eve"));
      sql(END_OTHERS);
      apply("bob", "a", "a of bob");
      assertThatThrownBy(() -> session.commit("eve")).hasMessageContaining("K3-0740");
    }
    assertThat(read("bob").resources()).containsValue(Samples.record(Samples.vm("a"), "a of bob"));
  }

  @Test
  void whoWasTakenOverMeanwhileBeginsNothingMoreEvenIfTheLockIsFreeAgain() throws Exception {
    apply("eve", "e", "e");
    LockTiming silent = new LockTiming(Duration.ofHours(1), Duration.ofMillis(500));
    try (PostgresStateStore store = store("ada", silent);
        StateSession session = store.open("apply", Duration.ZERO)) {
      Intent first = Intent.toward(Samples.record(Samples.vm("a"), "a"), Operation.CREATE, "key-1");
      Thread.sleep(600); // longer than the lock lasts, but nobody else came: a sign of life is due
      assertThat(session.begin(first).intent()).isEqualTo(first);
      sql(END_OTHERS);
      apply("bob", "b", "b");
      Thread.sleep(600);
      Intent next = Intent.toward(Samples.record(Samples.vm("b"), "x"), Operation.CREATE, "key-2");
      assertThatThrownBy(() -> session.begin(next)).hasMessageContaining("K3-0721");
      assertThat(session.openIntents()).hasSize(1);
      session.commit("ada"); // what was done is merged with what bob did
    }
    assertThat(read("bob").resources()).containsKey(Samples.vm("b"));
  }

  @Test
  void whoseConnectionWasEndedNoticesBeforeTheNextHeartbeat() throws Exception {
    LockTiming slow = new LockTiming(Duration.ofHours(1), Duration.ofHours(2));
    try (PostgresStateStore store = store("ada", slow);
        StateSession session = store.open("apply", Duration.ZERO)) {
      sql(END_OTHERS);
      apply("bob", "b", "b");
      Thread.sleep(1_100);
      Intent next = Intent.toward(Samples.record(Samples.vm("a"), "a"), Operation.CREATE, "key-1");
      assertThatThrownBy(() -> session.begin(next)).hasMessageContaining("K3-0721");
      assertThat(session.openIntents()).isEmpty();
    }
  }

  @Test
  void aServerThatIsAwayIsToldAndNothingBeginsOnceTheLockHasExpired() throws Exception {
    LockTiming timing = new LockTiming(Duration.ofMillis(200), Duration.ofSeconds(3));
    List<String> told = Collections.synchronizedList(new ArrayList<>());
    try (PostgresStateStore store = store("ada", timing);
        StateSession session = store.open("apply", Duration.ZERO)) {
      session.listen(d -> told.add(d.severity() + " " + d.code().text() + " " + d.summary()));
      server().control("stop");
      Intent a = Intent.toward(Samples.record(Samples.vm("a"), "a"), Operation.CREATE, "key-1");
      Intent b = Intent.toward(Samples.record(Samples.vm("b"), "b"), Operation.CREATE, "key-2");
      OpenIntent first = session.begin(a);
      await(() -> told.size() == 2);
      assertThatThrownBy(() -> session.begin(b)).hasMessageContaining("K3-0721");
      assertThat(session.openIntents()).hasSize(1);
      session.finish(first, new Outcome.Applied(Samples.record(Samples.vm("a"), "a")));
      assertThatThrownBy(() -> session.commit("ada")).hasMessageContaining("K3-0750");
      server().control("start");
      session.commit("ada");
    }
    assertThat(told)
        .containsExactly(
            "WARNING K3-0724 the lock on the state cannot be renewed",
            "WARNING K3-0724 the lock on the state has expired",
            "WARNING K3-0724 the lock on the state is renewed again");
    assertThat(read("bob").resources()).containsOnlyKeys(Samples.vm("a"));
  }

  @Test
  void theServerIsWaitedForBeforeTheStateIsWritten() throws Exception {
    try (PostgresStateStore store = store("ada");
        StateSession session = store.open("apply", Duration.ZERO)) {
      session.put(Samples.record(Samples.vm("a"), "a"));
      server().control("stop");
      CompletableFuture<String> written =
          CompletableFuture.supplyAsync(
              () -> {
                session.commit("ada");
                return "written";
              });
      Thread.sleep(4_000);
      assertThat(written).isNotDone();
      server().control("start");
      assertThat(written).succeedsWithin(LONG).isEqualTo("written");
    }
    assertThat(read("bob").resources()).containsOnlyKeys(Samples.vm("a"));
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    for (long end = System.nanoTime() + LONG.toNanos(); !condition.getAsBoolean(); ) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.sleep(50);
    }
  }

  @Test
  void theConnectionOfAHolderWhoIsSilentIsEnded() throws Exception {
    LockTiming silent = new LockTiming(Duration.ofHours(1), Duration.ofSeconds(1));
    try (PostgresStateStore store = store("ada", silent);
        StateSession dead = store.open("apply", Duration.ZERO)) {
      assertThat(dead.state().isEmpty()).isTrue();
      try (PostgresStateStore bob = store("bob", silent);
          StateSession session = bob.open("apply", Duration.ofSeconds(60))) {
        session.put(Samples.record(Samples.vm("b"), "b"));
        session.commit("bob");
      }
    }
    assertThat(read("bob").resources()).hasSize(1);
  }

  @Test
  void theHistoryHasEverySnapshot() {
    apply("ada", "a", "one");
    apply("bob", "a", "two");
    apply("bob", "b", "three");
    try (PostgresStateStore store = store("ada")) {
      StateHistory history = store.history();
      List<StateHistory.Entry> entries = history.entries(2);
      assertThat(entries)
          .extracting(StateHistory.Entry::message)
          .containsExactly("apply: three", "apply: two");
      StateDocument one = history.at("1");
      StateDocument three = history.at("3");
      List<StateDifference> differences = StateDifference.between(one, three);
      assertThat(differences)
          .extracting(StateDifference::address)
          .containsExactly("proxmox_vm.lb[\"a\"]", "proxmox_vm.lb[\"b\"]");
      assertThat(differences.getFirst().before()).contains("  name = \"one\"");
      assertThat(differences.getFirst().after()).contains("  name = \"two\"");
      assertThat(differences.get(1).before()).isEmpty();
      assertThatThrownBy(() -> history.at("99")).hasMessageContaining("K3-0759");
      assertThatThrownBy(() -> history.at("x; DROP")).hasMessageContaining("K3-0759");
    }
  }

  @Test
  void aUserWithoutRightsIsToldWhichAreMissing() throws Exception {
    sql("CREATE USER weak_" + schema + " PASSWORD 'weak'");
    PostgresSettings weak =
        new PostgresSettings(
            settings().url(), Map.of("user", "weak_" + schema, "password", "weak"), schema, "shop");
    assertRefused(weak, "GRANT CREATE ON DATABASE");
    apply("ada", "a", "a");
    assertRefused(weak, "GRANT USAGE ON SCHEMA " + schema + " TO weak_" + schema);
    sql("GRANT USAGE ON SCHEMA " + schema + " TO weak_" + schema);
    sql(
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %1$s TO weak_%1$s"
            .formatted(schema));
    try (PostgresStateStore store =
            new PostgresStateStore(
                StateLocation.of(directory.resolve("eve")), Samples.sealer(), weak, FAST);
        StateSession session = store.open("apply", Duration.ZERO)) {
      session.put(Samples.record(Samples.vm("b"), "b"));
      session.commit("with the rights");
    }
    assertThat(read("ada").resources()).hasSize(2);
  }

  private void assertRefused(PostgresSettings settings, String help) {
    StateLocation eve = StateLocation.of(directory.resolve("eve"));
    assertThatThrownBy(() -> new PostgresStateStore(eve, Samples.sealer(), settings, FAST))
        .isInstanceOfSatisfying(
            StateException.class,
            e ->
                assertThat(e.diagnostic().toString())
                    .contains("K3-0750", help)
                    .doesNotContain("journal"));
  }

  @Test
  void tablesOfALaterVersionAreRefused() throws Exception {
    apply("ada", "a", "a");
    sql("UPDATE " + schema + ".version SET number = 2");
    assertThatThrownBy(() -> store("ada")).hasMessageContaining("K3-0751");
  }

  @Test
  void tablesOfAnEarlierVersionOrOfSomebodyElseAreRefusedAndLeftAlone() throws Exception {
    apply("ada", "a", "a");
    sql("UPDATE " + schema + ".version SET number = 0");
    assertThatThrownBy(() -> store("ada")).hasMessageContaining("K3-0768");
    assertThatThrownBy(() -> PostgresStateStore.workspaces(settings()))
        .hasMessageContaining("K3-0768");
    sql("DELETE FROM " + schema + ".version");
    assertThatThrownBy(() -> store("ada")).hasMessageContaining("no version of k3form's tables");
    sql("INSERT INTO " + schema + ".version VALUES (1)");
    assertThat(read("bob").resources()).hasSize(1);

    schema = schema + "_app";
    sql("CREATE SCHEMA " + schema);
    sql("CREATE TABLE " + schema + ".version (installed text)");
    assertThatThrownBy(() -> store("ada")).hasMessageContaining("K3-0768");
    assertThat(
            query(
                "SELECT count(*) FROM information_schema.tables WHERE table_schema = '%s'"
                    .formatted(schema)))
        .isEqualTo("1");
  }

  @Test
  void aRemoteServerMustProveWhoItIs() {
    PostgresSettings remote =
        new PostgresSettings("jdbc:postgresql://db.example.org/k", Map.of(), "k3form", "shop");
    assertThat(remote.forDriver(LONG, LONG)).containsEntry("sslmode", "verify-full");
    PostgresSettings weak =
        new PostgresSettings(
            "jdbc:postgresql://db.example.org/k",
            Map.of("sslmode", "require", "password", "s3cret"),
            "k3form",
            "shop");
    assertThatThrownBy(() -> weak.forDriver(LONG, LONG))
        .hasMessageContaining("verify-full")
        .hasMessageNotContaining("s3cret");
    assertThat(weak.toString()).doesNotContain("s3cret");
  }
}
