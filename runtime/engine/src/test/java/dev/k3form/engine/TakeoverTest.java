package dev.k3form.engine;

import static dev.k3form.engine.Things.thing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.engine.apply.ApplyResult;
import dev.k3form.engine.file.PlanCodec;
import dev.k3form.engine.file.PlanFile;
import dev.k3form.engine.file.SavedPlan;
import dev.k3form.engine.plan.Change;
import dev.k3form.engine.plan.Plan;
import dev.k3form.engine.planning.PlanOptions;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.graph.Lifecycle;
import dev.k3form.model.graph.ProviderRef;
import dev.k3form.model.graph.Refactoring;
import dev.k3form.model.source.Span;
import dev.k3form.model.value.Value;
import dev.k3form.state.ResourceRecord;
import dev.k3form.state.json.JsonWriter;
import dev.k3form.state.store.StateSession;
import dev.k3form.testkit.fake.Fault;
import dev.k3form.testkit.json.DocumentedSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects that a {@code moved} block gives to another type. */
class TakeoverTest {
  private static final Span HERE = new Span("main.k3s", 3, 7);

  @TempDir Path directory;
  private Bench bench;

  @BeforeEach
  void setUp() {
    bench = new Bench(directory);
  }

  private static Map<String, Value> crate(String label, int capacity) {
    Map<String, Value> out = new HashMap<>();
    out.put("label", Value.str(label));
    out.put("capacity", Value.num(capacity));
    out.put("note", Value.str("zone-1"));
    out.put("seal", Value.str("hush-hush"));
    return out;
  }

  /** A thing with a secret, and another that stands on it. */
  private static Program before() {
    return new Program()
        .add("fake_thing.a", thing("a", "size", 4, "password", "hush-hush"))
        .add(
            "fake_thing.b",
            List.of("fake_thing.a"),
            s -> thing("b", "uses", Things.uses(s.get("fake_thing.a", "id"))));
  }

  private static Program after(int capacity) {
    return new Program()
        .refactor(new Refactoring.Moved("fake_thing.a", "fake_crate.a", HERE))
        .add("fake_crate.a", crate("a", capacity))
        .add(
            "fake_thing.b",
            List.of("fake_crate.a"),
            s -> thing("b", "uses", Things.uses(s.get("fake_crate.a", "id"))));
  }

  private static List<String> codes(Plan plan) {
    return plan.diagnostics().stream().map(d -> d.code().text()).toList();
  }

  @Test
  void theObjectStaysAndItsRecordIsOfTheNewType() throws Exception {
    bench.apply(before());
    bench.world().clearLog();
    Plan plan = bench.plan(after(4));
    assertThat(plan.diagnostics()).isEmpty();
    assertThat(plan.tally().move()).isEqualTo(1);
    assertThat(plan.visibleChanges()).allMatch(c -> c instanceof Change.NoOp);
    assertThat(plan.drift()).isEmpty();
    assertThat(bench.apply(after(4)).isComplete()).isTrue();
    assertThat(bench.world().log()).allMatch(call -> call.startsWith("read "));
    ResourceRecord record = bench.record("fake_crate.a");
    assertThat(record.schemaVersion()).isEqualTo(3);
    assertThat(record.attributes().fields().keySet())
        .containsExactlyInAnyOrder("label", "capacity", "note", "seal", "id");
    assertThat(record.attributes().get("seal")).isInstanceOf(Value.Secret.class);
    assertThat(bench.record("fake_thing.b").dependencies())
        .containsExactly(ResourceAddress.parse("fake_crate.a"));
    assertThat(bench.state().resources()).hasSize(2);
    assertThat(Files.readString(directory.resolve("k3form.state.json")))
        .contains("fake_crate")
        .doesNotContain("hush-hush");
    assertThat(bench.plan(after(4)).isEmpty()).isTrue();
  }

  @Test
  void isChangedAtOnceWhereTheConfigurationDiffers() {
    bench.apply(before());
    Plan plan = bench.plan(after(9));
    assertThat(plan.tally().move()).isEqualTo(1);
    assertThat(plan.tally().update()).isEqualTo(1);
    bench.apply(after(9));
    assertThat(bench.world().named("a").getFirst().size()).isEqualTo(9);
    assertThat(bench.plan(after(9)).isEmpty()).isTrue();
  }

  @Test
  void aDirectionThatNobodyOffersIsRefusedWithTheReason() {
    bench.apply(new Program().add("fake_crate.a", crate("a", 4)).add("k3form_data.d", Map.of()));
    Program back =
        new Program()
            .add("fake_thing.a", thing("a"))
            .add("fake_crate.d", crate("d", 1))
            .refactor(new Refactoring.Moved("fake_crate.a", "fake_thing.a", HERE))
            .refactor(new Refactoring.Moved("k3form_data.d", "fake_crate.d", HERE));
    Plan plan = bench.plan(back);
    assertThat(codes(plan)).containsExactly("K3-0508", "K3-0508");
    assertThat(plan.diagnostics().stream().flatMap(d -> d.notes().stream()).toList())
        .containsExactlyInAnyOrder(
            "The type `fake_thing` does not take over objects of other types.",
            "The type `fake_crate` takes over objects of `fake_thing`, `legacy_box` only.");
    assertThat(plan.execution().isEmpty()).isTrue();
    assertThat(bench.state().resources()).hasSize(2);
  }

  @Test
  void anObjectThatTheProviderRefusesStaysWithTheReason() {
    bench.apply(new Program().add("fake_thing.a", thing("a", "mode", "fast")));
    Plan plan = bench.plan(after(1));
    assertThat(codes(plan)).containsExactly("K3-0508");
    assertThat(plan.diagnostics().getFirst().notes())
        .containsExactly("A crate has no mode, and `a` has.");
    assertThat(plan.diagnostics().getFirst().help())
        .containsExactly("take the argument `mode` away");
    assertThat(bench.record("fake_thing.a").status().name()).isEqualTo("READY");
  }

  @Test
  void whatWasBegunIsFinishedByItsOwnType() {
    bench.world().fail("configure", "a", Fault.PERMANENT);
    bench.apply(new Program().add("fake_thing.a", thing("a")));
    Plan plan = bench.plan(after(1));
    assertThat(codes(plan)).containsExactly("K3-0508");
    assertThat(plan.diagnostics().getFirst().notes().getFirst()).contains("not finished");
  }

  @Test
  void objectsThatWereReplacedAreTakenAlongAndDeleted() {
    Lifecycle first = new Lifecycle(true, false, List.of(), List.of());
    bench.apply(new Program().add("fake_thing.a", List.of(), first, _ -> thing("old")));
    bench.world().fail("delete", "old", Fault.PERMANENT);
    bench.apply(new Program().add("fake_thing.a", List.of(), first, _ -> thing("a", "size", 4)));
    assertThat(bench.world().things()).hasSize(2);
    Program crates =
        new Program()
            .refactor(new Refactoring.Moved("fake_thing.a", "fake_crate.a", HERE))
            .add("fake_crate.a", List.of(), first, _ -> crate("a", 4));
    Plan plan = bench.plan(crates);
    assertThat(plan.diagnostics()).isEmpty();
    assertThat(plan.tally().delete()).isEqualTo(1);
    assertThat(bench.apply(crates).isComplete()).isTrue();
    assertThat(bench.world().things()).hasSize(1);
    assertThat(bench.plan(crates).isEmpty()).isTrue();
  }

  @Test
  void aTypeThatIsGoneIsTakenOverFromAnotherProvider() {
    bench.apply(new Program().add("fake_thing.a", thing("box")));
    String id = bench.world().things().keySet().iterator().next();
    ResourceAddress old = ResourceAddress.parse("legacy_box.x[0]");
    try (StateSession session = bench.open()) {
      session.remove(ResourceAddress.parse("fake_thing.a"));
      session.put(
          ResourceRecord.of(
              old,
              ProviderRef.of("legacy"),
              4,
              Value.Obj.of(
                  Map.of("title", new Value.Secret(Value.str("box")), "id", Value.str(id)))));
      session.commit("old");
    }
    Program crates =
        new Program()
            .refactor(new Refactoring.Moved("legacy_box.x", "legacy_box.y", HERE))
            .refactor(new Refactoring.Moved("legacy_box.y", "fake_crate.y", HERE))
            .add("fake_crate.y[0]", Map.of("label", Value.str("box")));
    assertThat(bench.apply(crates).isComplete()).isTrue();
    ResourceRecord record = bench.record("fake_crate.y[0]");
    assertThat(record.provider()).isEqualTo(ProviderRef.of("fake"));
    assertThat(bench.world().things()).containsOnlyKeys(id);
    assertThat(bench.state().resources()).hasSize(1);
  }

  @Test
  void whatWasSecretStaysSecretUnderItsNewName() {
    ResourceAddress old = ResourceAddress.parse("legacy_box.x");
    try (StateSession session = bench.open()) {
      session.put(
          ResourceRecord.of(
              old,
              ProviderRef.of("legacy"),
              4,
              Value.Obj.of(
                  Map.of("title", new Value.Secret(Value.str("psst!")), "id", Value.str("t1")))));
      session.commit("old");
    }
    Program crates =
        new Program()
            .refactor(new Refactoring.Moved("legacy_box.x", "fake_crate.x", HERE))
            .add("fake_crate.x", Map.of("label", new Value.Secret(Value.str("psst!"))));
    Plan plan = bench.plan(crates, PlanOptions.DEFAULT.withRefresh(false));
    assertThat(plan.diagnostics()).isEmpty();
    assertThat(JsonWriter.pretty(PlanCodec.redacting().encode(plan))).doesNotContain("psst!");
    Value.Obj taken = plan.execution().moves().getFirst().taken().orElseThrow().attributes();
    assertThat(taken.get("label")).isEqualTo(new Value.Secret(Value.str("psst!")));
  }

  @Test
  void aSavedPlanHoldsItAndIsStaleOnceTheRecordChanged() throws Exception {
    bench.apply(before());
    Path file = directory.resolve("plan.json");
    Plan plan = bench.plan(after(4));
    PlanFile.write(file, new SavedPlan(plan, after(4).sources(), "default"), bench.sealer());
    String text = Files.readString(file);
    assertThat(text).contains("\"taken\"").doesNotContain("hush-hush");
    DocumentedSchema schema = DocumentedSchema.of(Path.of("../../docs/plan-format.schema.json"));
    assertThat(schema.problems(text)).isEmpty();
    assertThat(schema.problems(JsonWriter.pretty(PlanCodec.redacting().encode(plan)))).isEmpty();
    Plan read = PlanFile.read(file, bench.sealer()).plan();
    assertThat(read.execution()).isEqualTo(plan.execution());
    try (StateSession session = bench.open();
        Engine engine = bench.engine(after(4), session)) {
      ApplyResult result = engine.apply(engine.load(read, "plan.json"), Bench.QUICK, "saved");
      assertThat(result.isComplete()).isTrue();
    }
    assertThat(bench.plan(after(4)).isEmpty()).isTrue();
    try (StateSession session = bench.open();
        Engine engine = bench.engine(after(4), session)) {
      assertThat(codes(engine.load(read, "plan.json").plan())).containsExactly("K3-0511");
    }
  }
}
