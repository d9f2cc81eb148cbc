package dev.k3form.engine;

import static dev.k3form.engine.Things.chain;
import static dev.k3form.engine.Things.thing;
import static dev.k3form.engine.Things.uses;
import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.engine.apply.ApplyResult;
import dev.k3form.engine.plan.Action;
import dev.k3form.engine.plan.Change;
import dev.k3form.engine.plan.Drift;
import dev.k3form.engine.plan.Mode;
import dev.k3form.engine.plan.Plan;
import dev.k3form.engine.plan.Reason;
import dev.k3form.engine.planning.PlanOptions;
import dev.k3form.model.address.AttributePath;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.graph.Lifecycle;
import dev.k3form.model.value.Value;
import dev.k3form.state.ObjectStatus;
import dev.k3form.testkit.fake.Fault;
import dev.k3form.testkit.fake.Thing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineTest {
  @TempDir Path directory;
  private Bench bench;

  @BeforeEach
  void setUp() {
    bench = new Bench(directory);
  }

  private static Change change(Plan plan, String address) {
    return plan.change(ResourceAddress.parse(address)).orElseThrow();
  }

  @Test
  void appliesAChainAndThenHasNothingToDo() {
    Plan plan = bench.plan(chain("1"));
    assertThat(plan.diagnostics()).isEmpty();
    assertThat(plan.tally().create()).isEqualTo(3);
    ApplyResult result = bench.apply(chain("1"));
    assertThat(result.diagnostics()).isEmpty();
    assertThat(result.isComplete()).isTrue();
    assertThat(result.count(Action.CREATE)).isEqualTo(3);
    assertThat(bench.world().log().stream().filter(l -> l.startsWith("create")).toList())
        .containsExactly("create a", "create b", "create c");
    assertThat(result.outputs().get("url"))
        .isEqualTo(bench.record("fake_thing.c").attributes().get("url"));
    assertThat(bench.record("fake_thing.b").dependencies())
        .containsExactly(ResourceAddress.parse("fake_thing.a"));
    Plan again = bench.plan(chain("1"));
    assertThat(again.isEmpty()).as("%s", again.visibleChanges()).isTrue();
    assertThat(again.execution().isEmpty()).isTrue();
  }

  @Test
  void updatesInPlaceWithReasons() {
    bench.apply(chain("1"));
    Plan plan = bench.plan(chain("2"));
    assertThat(change(plan, "fake_thing.a")).isInstanceOf(Change.Update.class);
    assertThat(change(plan, "fake_thing.a").about().reasons())
        .containsExactly(new Reason.ConfigChanged(AttributePath.of("size")));
    assertThat(change(plan, "fake_thing.b")).isInstanceOf(Change.NoOp.class);
    bench.apply(chain("2"));
    assertThat(bench.world().named("a").getFirst().size()).isEqualTo(2);
    assertThat(bench.plan(chain("2")).isEmpty()).isTrue();
  }

  @Test
  void repairsDriftAndTellsItApart() {
    bench.apply(chain("1"));
    Thing a = bench.world().named("a").getFirst();
    bench.world().tamper(a.withSize(9));
    Plan plan = bench.plan(chain("1"));
    assertThat(plan.drift()).hasSize(1);
    assertThat(plan.drift().getFirst().kind()).isEqualTo(Drift.Kind.ARGUMENT);
    assertThat(change(plan, "fake_thing.a").about().reasons())
        .containsExactly(new Reason.Drifted(AttributePath.of("size")));
    bench.apply(chain("1"));
    assertThat(bench.world().named("a").getFirst().size()).isEqualTo(1);
  }

  @Test
  void refreshOnlyRecordsWhatWasReadAndChangesNothing() {
    bench.apply(chain("1"));
    bench.world().tamper(bench.world().named("a").getFirst().withSize(9));
    bench.world().clearLog();
    PlanOptions refresh = PlanOptions.DEFAULT.withMode(Mode.REFRESH_ONLY);
    assertThat(bench.plan(chain("1"), refresh).isEmpty()).isFalse();
    bench.apply(chain("1"), refresh);
    assertThat(bench.record("fake_thing.a").attributes().get("size")).isEqualTo(Value.num(9));
    assertThat(bench.world().log()).allMatch(l -> l.startsWith("read"));
    assertThat(bench.plan(chain("1"), refresh).isEmpty()).isTrue();
  }

  @Test
  void recreatesWhatIsGone() {
    bench.apply(chain("1"));
    bench.world().steal(bench.world().named("a").getFirst().id());
    Plan plan = bench.plan(chain("1"));
    assertThat(change(plan, "fake_thing.a").about().reasons()).containsExactly(new Reason.Gone());
    assertThat(change(plan, "fake_thing.b").about().reasons())
        .containsExactly(new Reason.KnownLater(AttributePath.of("uses")));
    assertThat(bench.apply(chain("1")).isComplete()).isTrue();
    assertThat(bench.world().things()).hasSize(3);
    assertThat(bench.plan(chain("1")).isEmpty()).isTrue();
  }

  @Test
  void destroysInReverseOrder() {
    bench.apply(chain("1"));
    bench.world().clearLog();
    ApplyResult result = bench.apply(chain("1"), PlanOptions.DEFAULT.withMode(Mode.DESTROY));
    assertThat(result.isComplete()).isTrue();
    assertThat(bench.world().log().stream().filter(l -> l.startsWith("delete")).toList())
        .containsExactly("delete c", "delete b", "delete a");
    assertThat(bench.state().isEmpty()).isTrue();
  }

  @Test
  void deletesWhatIsNoLongerConfigured() {
    bench.apply(chain("1"));
    Program less = new Program().add("fake_thing.a", thing("a"));
    Plan plan = bench.plan(less);
    assertThat(change(plan, "fake_thing.c").about().reasons())
        .containsExactly(new Reason.RemovedFromConfiguration());
    bench.apply(less);
    assertThat(bench.world().things()).hasSize(1);
    assertThat(bench.state().outputs()).isEmpty();
  }

  @Test
  void replacesDeleteFirstWithItsDependants() {
    bench.apply(chain("1"));
    bench.world().clearLog();
    Program renamed =
        new Program()
            .add("fake_thing.a", thing("a2"))
            .add(
                "fake_thing.b",
                List.of("fake_thing.a"),
                s -> thing("b", "uses", uses(s.get("fake_thing.a", "id"))));
    Plan plan = bench.plan(renamed);
    assertThat(change(plan, "fake_thing.a")).isInstanceOf(Change.Replace.class);
    assertThat(change(plan, "fake_thing.b")).isInstanceOf(Change.Update.class);
    bench.apply(renamed);
    List<String> log = new ArrayList<>(bench.world().log());
    log.removeIf(l -> l.startsWith("read") || l.startsWith("configure"));
    assertThat(log).containsExactly("delete c", "delete a", "create a2", "update b");
    assertThat(bench.plan(renamed).isEmpty()).isTrue();
  }

  @Test
  void replacesCreateFirstAndPropagates() {
    Lifecycle first = new Lifecycle(true, false, List.of(), List.of());
    Program before =
        new Program()
            .add("fake_thing.a", thing("a"))
            .add(
                "fake_thing.b",
                List.of("fake_thing.a"),
                first,
                s -> thing("b", "uses", uses(s.get("fake_thing.a", "id"))));
    bench.apply(before);
    assertThat(bench.record("fake_thing.a").createBeforeDestroy()).isTrue();
    bench.world().clearLog();
    Program after =
        new Program()
            .add("fake_thing.a", thing("a2"))
            .add(
                "fake_thing.b",
                List.of("fake_thing.a"),
                first,
                s -> thing("b2", "uses", uses(s.get("fake_thing.a", "id"))));
    bench.apply(after);
    List<String> log = new ArrayList<>(bench.world().log());
    log.removeIf(l -> l.startsWith("read") || l.startsWith("configure"));
    assertThat(log).containsExactly("create a2", "create b2", "delete b", "delete a");
    assertThat(bench.record("fake_thing.a").deposed()).isEmpty();
    assertThat(bench.plan(after).isEmpty()).isTrue();
  }

  @Test
  void deletesDeposedObjectsLater() {
    Lifecycle first = new Lifecycle(true, false, List.of(), List.of());
    bench.apply(new Program().add("fake_thing.a", List.of(), first, _ -> thing("a")));
    Program after = new Program().add("fake_thing.a", List.of(), first, _ -> thing("a2"));
    bench.world().fail("delete", "a", Fault.PERMANENT);
    assertThat(bench.apply(after).isComplete()).isFalse();
    assertThat(bench.record("fake_thing.a").deposed()).hasSize(1);
    Plan plan = bench.plan(after);
    assertThat(plan.visibleChanges()).hasSize(1);
    assertThat(plan.visibleChanges().getFirst()).isInstanceOf(Change.DeleteDeposed.class);
    assertThat(bench.apply(after).isComplete()).isTrue();
    assertThat(bench.world().things()).hasSize(1);
    assertThat(bench.plan(after).isEmpty()).isTrue();
  }

  @Test
  void aFailureStopsItsDependantsOnly() {
    Program program = chain("1").add("fake_thing.d", thing("d"));
    bench.world().fail("create", "b", Fault.PERMANENT);
    ApplyResult result = bench.apply(program);
    assertThat(result.failed()).isEqualTo(1);
    assertThat(result.skipped()).isEqualTo(1);
    assertThat(result.diagnostics()).extracting(d -> d.code().text()).containsExactly("K3-0601");
    assertThat(bench.state().resources().keySet())
        .extracting(ResourceAddress::toString)
        .containsExactly("fake_thing.a", "fake_thing.d");
    assertThat(bench.apply(program).isComplete()).isTrue();
    assertThat(bench.world().things()).hasSize(4);
  }

  @Test
  void anErrorInAProviderIsAFailureOfItsOperation() {
    Program program = chain("1").add("fake_thing.d", thing("d"));
    bench
        .world()
        .onCall(
            call -> {
              if (call.equals("create b")) {
                throw new StackOverflowError();
              }
            });
    ApplyResult result = bench.apply(program);
    assertThat(result.diagnostics()).extracting(d -> d.code().text()).containsExactly("K3-0517");
    assertThat(bench.state().resources().keySet())
        .extracting(ResourceAddress::toString)
        .containsExactly("fake_thing.a", "fake_thing.d");
    bench
        .world()
        .onCall(
            call -> {
              if (call.equals("read d")) {
                throw new NoClassDefFoundError("gone");
              }
            });
    assertThat(bench.plan(program).diagnostics())
        .extracting(d -> d.code().text())
        .containsExactly("K3-0517");
    bench.world().onCall(_ -> {});
    assertThat(bench.apply(program).isComplete()).isTrue();
    assertThat(bench.world().things()).hasSize(4);
  }

  @Test
  void noMoreIsReadAtOnceThanIsSaid() {
    Program program = new Program();
    for (int i = 0; i < 12; i++) {
      program.add("fake_thing.n[" + i + "]", thing("n" + i));
    }
    bench.apply(program);
    assertThat(mostReads(program, PlanOptions.DEFAULT)).isGreaterThan(2);
    assertThat(mostReads(program, PlanOptions.DEFAULT.withReads(2))).isEqualTo(2);
  }

  private int mostReads(Program program, PlanOptions options) {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    bench
        .world()
        .onCall(
            _ -> {
              most.accumulateAndGet(now.incrementAndGet(), Math::max);
              LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
              now.decrementAndGet();
            });
    assertThat(bench.plan(program, options).diagnostics()).isEmpty();
    return most.get();
  }

  @Test
  void resumesACreateThatFailedHalfWay() {
    Program program = new Program().add("fake_thing.a", thing("a", "size", 4));
    bench.world().fail("configure", "a", Fault.PERMANENT);
    assertThat(bench.apply(program).isComplete()).isFalse();
    assertThat(bench.record("fake_thing.a").status()).isEqualTo(ObjectStatus.INCOMPLETE);
    Thing begun = bench.world().named("a").getFirst();
    String id = begun.id();
    bench.world().tamper(begun.withSize(3));
    Plan plan = bench.plan(program);
    assertThat(change(plan, "fake_thing.a")).isInstanceOf(Change.Resume.class);
    assertThat(plan.drift()).as("it may be k3form's own doing").isEmpty();
    assertThat(bench.apply(program).isComplete()).isTrue();
    assertThat(bench.world().named("a")).hasSize(1);
    assertThat(bench.world().named("a").getFirst().id()).isEqualTo(id);
    assertThat(bench.record("fake_thing.a").status()).isEqualTo(ObjectStatus.READY);
    assertThat(bench.record("fake_thing.a").notes()).isEmpty();
    assertThat(bench.plan(program).isEmpty()).isTrue();
  }

  @Test
  void triesAgainWhatMayPass() {
    Program program = new Program().add("fake_thing.a", thing("a"));
    bench.world().fail("create", "a", Fault.TRANSIENT, Fault.TRANSIENT);
    assertThat(bench.apply(program).isComplete()).isTrue();
    bench.world().fail("create", "b", Fault.LOST);
    assertThat(bench.apply(program.add("fake_thing.b", thing("b"))).isComplete()).isTrue();
    assertThat(bench.world().named("b")).hasSize(1);
    assertThat(bench.plan(program).isEmpty()).isTrue();
  }

  @Test
  void triggersAndRequestsReplace() {
    Lifecycle trigger =
        new Lifecycle(
            false,
            false,
            List.of(),
            List.of(
                new Lifecycle.Trigger(
                    ResourceAddress.parse("fake_thing.a"), AttributePath.of("size"))));
    Program one =
        new Program()
            .add("fake_thing.a", thing("a"))
            .add("fake_thing.b", List.of("fake_thing.a"), trigger, _ -> thing("b"));
    Program two =
        new Program()
            .add("fake_thing.a", thing("a", "size", 2))
            .add("fake_thing.b", List.of("fake_thing.a"), trigger, _ -> thing("b"));
    bench.apply(one);
    assertThat(change(bench.plan(two), "fake_thing.b")).isInstanceOf(Change.Replace.class);
    Plan requested = bench.plan(one, PlanOptions.DEFAULT.withReplace(List.of("fake_thing.a")));
    assertThat(change(requested, "fake_thing.a").about().reasons())
        .containsExactly(new Reason.Requested());
    Plan wrong = bench.plan(one, PlanOptions.DEFAULT.withReplace(List.of("fake_thing.z")));
    assertThat(wrong.diagnostics()).extracting(d -> d.code().text()).containsExactly("K3-0505");
  }

  @Test
  void ignoresWhatItIsTold() {
    Lifecycle ignore = new Lifecycle(false, false, List.of(AttributePath.of("size")), List.of());
    bench.apply(new Program().add("fake_thing.a", List.of(), ignore, _ -> thing("a", "size", 1)));
    Program changed =
        new Program()
            .add("fake_thing.a", List.of(), ignore, _ -> thing("a", "size", 5, "mode", "x"));
    bench.apply(changed);
    assertThat(bench.world().named("a").getFirst().size()).isEqualTo(1);
    assertThat(bench.world().named("a").getFirst().mode()).isEqualTo("x");
    assertThat(bench.plan(changed).isEmpty()).isTrue();
  }

  @Test
  void protectionOutlivesTheBlock() {
    Lifecycle keep = new Lifecycle(false, true, List.of(), List.of());
    bench.apply(new Program().add("fake_thing.a", List.of(), keep, _ -> thing("a")));
    Plan gone = bench.plan(new Program());
    assertThat(gone.diagnostics()).extracting(d -> d.code().text()).containsExactly("K3-0504");
    Plan replaced =
        bench.plan(new Program().add("fake_thing.a", List.of(), keep, _ -> thing("a2")));
    assertThat(replaced.diagnostics()).extracting(d -> d.code().text()).containsExactly("K3-0504");
    bench.apply(new Program().add("fake_thing.a", thing("a")));
    assertThat(bench.plan(new Program()).hasErrors()).isFalse();
  }

  @Test
  void postconditionsStopWhatFollows() {
    Diagnostic why = Diagnostic.error("K3-0399", "not as it should be").build();
    ApplyResult result = bench.apply(chain("1").unmet("fake_thing.a", why));
    assertThat(result.diagnostics()).containsExactly(why);
    assertThat(result.skipped()).isEqualTo(2);
    assertThat(bench.record("fake_thing.a").status()).isEqualTo(ObjectStatus.READY);
  }

  @Test
  void whatAProviderRefusesIsAnErrorOfThePlan() {
    bench.apply(new Program().add("fake_thing.a", thing("a", "size", 3, "mode", "rigid")));
    Plan plan =
        bench.plan(new Program().add("fake_thing.a", thing("a", "size", 2, "mode", "rigid")));
    assertThat(plan.hasErrors()).isTrue();
    assertThat(plan.diagnostics())
        .singleElement()
        .satisfies(d -> assertThat(d.summary()).contains("a rigid thing cannot shrink"))
        .satisfies(d -> assertThat(d.primary().file()).isEqualTo("main.k3s"));
  }

  @Test
  void mapsTheProvidersValidation() {
    Plan plan = bench.plan(new Program().add("fake_thing.a", thing("a", "size", -3)));
    assertThat(plan.diagnostics()).extracting(d -> d.code().text()).containsExactly("K3-0515");
    assertThat(plan.diagnostics().getFirst().primary().file()).isEqualTo("main.k3s");
  }
}
