package dev.k3form.engine;

import static dev.k3form.engine.Things.chain;
import static dev.k3form.engine.Things.thing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.engine.plan.Change;
import dev.k3form.engine.plan.Mode;
import dev.k3form.engine.plan.Plan;
import dev.k3form.engine.plan.Reason;
import dev.k3form.engine.planning.PlanOptions;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.graph.Refactoring;
import dev.k3form.model.source.Span;
import dev.k3form.testkit.fake.Fault;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a plan is about: targets, excludes, moves, removals, imports. */
class ScopeTest {
  private static final Span HERE = new Span("main.k3s", 2, 3);

  @TempDir Path directory;
  private Bench bench;

  @BeforeEach
  void setUp() {
    bench = new Bench(directory);
  }

  private static List<String> addresses(Plan plan) {
    return plan.visibleChanges().stream().map(c -> c.address().toString()).toList();
  }

  private static PlanOptions target(String... addresses) {
    return PlanOptions.DEFAULT.withTargets(List.of(addresses));
  }

  @Test
  void targetsAreExact() {
    Program program =
        chain("1").add("fake_thing.n[0]", thing("n0")).add("fake_thing.n[1]", thing("n1"));
    assertThat(addresses(bench.plan(program, target("fake_thing.b"))))
        .containsExactly("fake_thing.a", "fake_thing.b");
    assertThat(addresses(bench.plan(program, target("fake_thing.n[1]"))))
        .containsExactly("fake_thing.n[1]");
    assertThat(addresses(bench.plan(program, target("fake_thing.n"))))
        .containsExactly("fake_thing.n[0]", "fake_thing.n[1]");
    assertThat(bench.plan(program, target("fake_thing.q")).diagnostics())
        .extracting(d -> d.code().text())
        .containsExactly("K3-0505");
    assertThat(bench.plan(program, target("not an address")).diagnostics())
        .extracting(d -> d.code().text())
        .containsExactly("K3-0506");
  }

  @Test
  void targetsDoNotEvenReadTheRest() {
    bench.apply(chain("1").add("fake_thing.n", thing("n")));
    bench.world().fail("read", "n", Fault.PERMANENT);
    bench.world().clearLog();
    bench.apply(chain("2").add("fake_thing.n", thing("n", "size", 9)), target("fake_thing.a"));
    assertThat(bench.world().log()).containsExactly("read a", "update a");
    assertThat(bench.world().named("n").getFirst().size()).isEqualTo(1);
    assertThat(bench.state().outputs()).containsKey("url");
  }

  @Test
  void excludesTakeTheirDependantsAlong() {
    Program program = chain("1").add("fake_thing.n", thing("n"));
    PlanOptions without = PlanOptions.DEFAULT.withExcludes(List.of("fake_thing.b"));
    assertThat(addresses(bench.plan(program, without)))
        .containsExactly("fake_thing.a", "fake_thing.n");
    bench.apply(program);
    PlanOptions destroy = without.withMode(Mode.DESTROY);
    assertThat(addresses(bench.plan(program, destroy)))
        .containsExactly("fake_thing.c", "fake_thing.n");
  }

  @Test
  void aTargetedDeletionTakesWhatStandsOnIt() {
    bench.apply(chain("1"));
    assertThat(addresses(bench.plan(new Program(), target("fake_thing.b"))))
        .containsExactly("fake_thing.b", "fake_thing.c");
  }

  @Test
  void movesKeepObjects() {
    bench.apply(chain("1"));
    Program moved =
        new Program()
            .add("module.m.fake_thing.first", thing("a", "size", 1))
            .refactor(new Refactoring.Moved("fake_thing.a", "module.m.fake_thing.first", HERE))
            .refactor(new Refactoring.Moved("fake_thing.b", "fake_thing.bb", HERE))
            .add(
                "fake_thing.bb",
                List.of("module.m.fake_thing.first"),
                s -> thing("b", "uses", Things.uses(s.get("module.m.fake_thing.first", "id"))))
            .add(
                "fake_thing.c",
                List.of("fake_thing.bb"),
                s -> thing("c", "uses", Things.uses(s.get("fake_thing.bb", "id"))))
            .output("url", s -> s.get("fake_thing.c", "url"));
    Plan plan = bench.plan(moved);
    assertThat(plan.tally().move()).isEqualTo(2);
    assertThat(plan.tally().create() + plan.tally().delete() + plan.tally().update()).isZero();
    assertThat(bench.apply(moved).isComplete()).isTrue();
    assertThat(bench.record("fake_thing.c").dependencies())
        .containsExactly(ResourceAddress.parse("fake_thing.bb"));
    assertThat(bench.world().things()).hasSize(3);
    assertThat(bench.plan(moved).isEmpty()).isTrue();
  }

  @Test
  void movesWholeResourcesAndModules() {
    bench.apply(
        new Program()
            .add("fake_thing.n[0]", thing("n0"))
            .add("fake_thing.n[1]", thing("n1"))
            .add("module.old[\"x\"].fake_thing.t", thing("t")));
    Program moved =
        new Program()
            .add("fake_thing.m[0]", thing("n0"))
            .add("fake_thing.m[1]", thing("n1"))
            .add("module.new[\"x\"].fake_thing.t", thing("t"))
            .refactor(new Refactoring.Moved("fake_thing.n", "fake_thing.m", HERE))
            .refactor(new Refactoring.Moved("module.old", "module.new", HERE));
    Plan plan = bench.plan(moved);
    assertThat(plan.tally().move()).isEqualTo(3);
    assertThat(plan.visibleChanges()).allMatch(c -> c instanceof Change.NoOp);
    bench.apply(moved);
    assertThat(bench.plan(moved).isEmpty()).isTrue();
  }

  @Test
  void aMoveOntoSomethingIsRefused() {
    bench.apply(new Program().add("fake_thing.a", thing("a")).add("fake_thing.b", thing("b")));
    Plan plan =
        bench.plan(
            new Program()
                .add("fake_thing.b", thing("b"))
                .refactor(new Refactoring.Moved("fake_thing.a", "fake_thing.b", HERE)));
    assertThat(plan.diagnostics()).extracting(d -> d.code().text()).containsExactly("K3-0507");
  }

  @Test
  void objectsDoNotChangePlaces() {
    bench.apply(new Program().add("fake_thing.a", thing("a")).add("fake_thing.b", thing("b")));
    Plan plan =
        bench.plan(
            new Program()
                .add("fake_thing.a", thing("b"))
                .add("fake_thing.b", thing("a"))
                .refactor(new Refactoring.Moved("fake_thing.a", "fake_thing.b", HERE))
                .refactor(new Refactoring.Moved("fake_thing.b", "fake_thing.a", HERE)));
    assertThat(plan.diagnostics()).extracting(d -> d.code().text()).contains("K3-0507");
  }

  @Test
  void removedObjectsAreForgottenOrDestroyed() {
    bench.apply(new Program().add("fake_thing.a", thing("a")).add("fake_thing.b", thing("b")));
    Program removed =
        new Program()
            .refactor(new Refactoring.Removed("fake_thing.a", false, HERE))
            .refactor(new Refactoring.Removed("fake_thing.b", true, HERE));
    bench.apply(removed);
    assertThat(bench.world().named("a")).hasSize(1);
    assertThat(bench.world().named("b")).isEmpty();
    assertThat(bench.state().resources()).isEmpty();
    Plan both =
        bench.plan(
            new Program()
                .add("fake_thing.a", thing("a"))
                .refactor(new Refactoring.Removed("fake_thing.a", false, HERE)));
    assertThat(both.diagnostics()).extracting(d -> d.code().text()).containsExactly("K3-0519");
  }

  @Test
  void importsTakeObjectsIn() {
    bench.apply(new Program().add("fake_thing.a", thing("a", "size", 4)));
    String id = bench.world().named("a").getFirst().id();
    bench.apply(new Program().refactor(new Refactoring.Removed("fake_thing.a", false, HERE)));
    ResourceAddress to = ResourceAddress.parse("fake_thing.taken");
    Program same =
        new Program()
            .add("fake_thing.taken", thing("a", "size", 4))
            .refactor(new Refactoring.Import(to, id, HERE));
    Plan plan = bench.plan(same);
    assertThat(plan.tally().imported()).isEqualTo(1);
    assertThat(plan.change(to).orElseThrow()).isInstanceOf(Change.NoOp.class);
    Program changed =
        new Program()
            .add("fake_thing.taken", thing("a", "size", 5))
            .refactor(new Refactoring.Import(to, id, HERE));
    assertThat(bench.plan(changed).change(to).orElseThrow().about().reasons())
        .contains(new Reason.Imported(id));
    assertThat(bench.apply(changed).isComplete()).isTrue();
    assertThat(bench.world().named("a")).singleElement().matches(t -> t.size() == 5);
    assertThat(bench.plan(changed).isEmpty()).isTrue();
  }

  @Test
  void importsThatCannotBeAreRefused() {
    ResourceAddress to = ResourceAddress.parse("fake_thing.a");
    Plan missing =
        bench.plan(
            new Program()
                .add("fake_thing.a", thing("a"))
                .refactor(new Refactoring.Import(to, "nope", HERE)));
    assertThat(missing.diagnostics()).extracting(d -> d.code().text()).containsExactly("K3-0509");
    Plan unconfigured =
        bench.plan(new Program().refactor(new Refactoring.Import(to, "nope", HERE)));
    assertThat(unconfigured.diagnostics())
        .extracting(d -> d.code().text())
        .containsExactly("K3-0510");
  }

  @Test
  void theSingleInstanceIsTheFirstOfACountAndTheOtherWayRound() {
    Program single = new Program().add("fake_thing.n", thing("n"));
    Program counted =
        new Program().add("fake_thing.n[0]", thing("n")).add("fake_thing.n[1]", thing("n1"));
    bench.apply(single);
    bench.world().clearLog();
    assertThat(addresses(bench.plan(counted)))
        .containsExactly("fake_thing.n[0]", "fake_thing.n[1]");
    assertThat(bench.apply(counted).isComplete()).isTrue();
    assertThat(bench.world().log()).contains("create n1").doesNotContain("delete n", "create n");
    assertThat(bench.plan(counted).isEmpty()).isTrue();
    bench.world().clearLog();
    assertThat(bench.apply(single).isComplete()).isTrue();
    assertThat(bench.world().log()).contains("delete n1").doesNotContain("delete n", "create n");
    assertThat(bench.plan(single).isEmpty()).isTrue();
  }

  @Test
  void whatARuleNamesGoesWhereItSays() {
    bench.apply(new Program().add("fake_thing.n", thing("n")));
    bench.world().clearLog();
    Program counted =
        new Program()
            .refactor(new Refactoring.Moved("fake_thing.n", "fake_thing.n[1]", HERE))
            .add("fake_thing.n[0]", thing("n0"))
            .add("fake_thing.n[1]", thing("n"));
    assertThat(bench.apply(counted).isComplete()).isTrue();
    assertThat(bench.world().log()).contains("create n0").doesNotContain("delete n", "create n");
    assertThat(bench.plan(counted).isEmpty()).isTrue();
  }

  @Test
  void aTargetMovesOnlyWhatThePlanIsAbout() {
    bench.apply(
        new Program()
            .add("fake_thing.a", thing("a"))
            .add(
                "fake_thing.user",
                List.of("fake_thing.a"),
                s -> thing("user", "uses", Things.uses(s.get("fake_thing.a", "id"))))
            .add("fake_thing.x", thing("x")));
    Program moved =
        new Program()
            .add("fake_thing.b", thing("a"))
            .add(
                "fake_thing.user",
                List.of("fake_thing.b"),
                s -> thing("user", "uses", Things.uses(s.get("fake_thing.b", "id"))))
            .add("fake_thing.y", thing("x"))
            .refactor(new Refactoring.Moved("fake_thing.a", "fake_thing.b", HERE))
            .refactor(new Refactoring.Moved("fake_thing.x", "fake_thing.y", HERE));
    assertThat(bench.plan(moved, target("fake_thing.user")).execution().moves())
        .extracting(m -> m.from() + " " + m.to())
        .containsExactly("fake_thing.a fake_thing.b");
    assertThat(
            bench
                .plan(moved, PlanOptions.DEFAULT.withExcludes(List.of("fake_thing.b")))
                .execution()
                .moves())
        .extracting(m -> m.from() + " " + m.to())
        .containsExactly("fake_thing.x fake_thing.y");
    assertThat(bench.apply(moved, target("fake_thing.user")).isComplete()).isTrue();
    assertThat(bench.state().resources().keySet())
        .extracting(ResourceAddress::toString)
        .containsExactlyInAnyOrder("fake_thing.b", "fake_thing.user", "fake_thing.x");
    assertThat(bench.apply(moved).isComplete()).isTrue();
    assertThat(bench.state().resources().keySet())
        .extracting(ResourceAddress::toString)
        .containsExactlyInAnyOrder("fake_thing.b", "fake_thing.user", "fake_thing.y");
    assertThat(bench.plan(moved).isEmpty()).isTrue();
    assertThat(bench.world().things()).hasSize(3);
  }
}
