package dev.k3form.engine;

import static dev.k3form.engine.Things.chain;
import static dev.k3form.engine.Things.thing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.k3form.engine.apply.ApplyResult;
import dev.k3form.engine.file.PlanCodec;
import dev.k3form.engine.file.PlanFile;
import dev.k3form.engine.file.SavedPlan;
import dev.k3form.engine.plan.Plan;
import dev.k3form.model.address.AttributePath;
import dev.k3form.model.graph.Lifecycle;
import dev.k3form.model.value.Value;
import dev.k3form.state.StateException;
import dev.k3form.state.json.Json;
import dev.k3form.state.json.JsonWriter;
import dev.k3form.state.secret.DataKey;
import dev.k3form.state.secret.DataKeySealer;
import dev.k3form.state.store.StateSession;
import dev.k3form.testkit.json.DocumentedSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanFileTest {
  @TempDir Path directory;
  private Bench bench;
  private Path file;

  @BeforeEach
  void setUp() {
    bench = new Bench(directory);
    file = directory.resolve("plan.json");
  }

  private Plan save(Program program) {
    Plan plan = bench.plan(program);
    PlanFile.write(file, new SavedPlan(plan, program.sources(), "default"), bench.sealer());
    return plan;
  }

  private Engine.Planned load(Engine engine) {
    return engine.load(PlanFile.read(file, bench.sealer()).plan(), "plan.json");
  }

  private ApplyResult applySaved(Program program) {
    try (StateSession session = bench.open();
        Engine engine = bench.engine(program, session)) {
      Engine.Planned planned = load(engine);
      assertThat(planned.plan().diagnostics()).isEmpty();
      return engine.apply(planned, Bench.QUICK, "saved");
    }
  }

  /** Something of every sort of change. */
  private static Program rich(String suffix, int size) {
    Lifecycle first = new Lifecycle(true, false, List.of(), List.of());
    Lifecycle ignore = new Lifecycle(false, false, List.of(AttributePath.of("mode")), List.of());
    return chain("" + size)
        .add("fake_thing.r", List.of(), first, _ -> thing("r" + suffix))
        .add("fake_thing.i", List.of(), ignore, _ -> thing("i", "size", size))
        .add(
            "fake_thing.s",
            thing("s", "password", "hush-hush", "extra", new Value.Secret(Value.str("psst!"))));
  }

  @Test
  void readsBackTheVeryPlan() {
    bench.apply(rich("", 1).add("fake_thing.z", thing("z")));
    bench.world().tamper(bench.world().named("s").getFirst().withSize(5));
    Program after = rich("2", 2).add("fake_thing.n", thing("n"));
    Plan plan = save(after);
    assertThat(plan.visibleChanges()).hasSizeGreaterThan(4);
    Plan read = PlanFile.read(file, bench.sealer()).plan();
    assertThat(read.visibleChanges()).isEqualTo(plan.visibleChanges());
    assertThat(read.execution()).isEqualTo(plan.execution());
    assertThat(read.drift()).isEqualTo(plan.drift());
    assertThat(read.outputs()).isEqualTo(plan.outputs());
    assertThat(read.touched()).isEqualTo(plan.touched());
    assertThat(applySaved(after).diagnostics()).isEmpty();
    assertThat(bench.plan(after).isEmpty()).isTrue();
  }

  @Test
  void holdsNoSecretInClearAndIsTheOwnersAlone() throws Exception {
    Plan plan = save(rich("", 1));
    String text = Files.readString(file);
    assertThat(text).doesNotContain("hush-hush").doesNotContain("psst!").contains("$sealed");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    String shown = JsonWriter.pretty(PlanCodec.redacting().encode(plan));
    assertThat(shown).doesNotContain("hush-hush").doesNotContain("psst!").contains("(secret)");
  }

  @Test
  void isStaleOnlyIfARecordThatItTouchesHasChanged() {
    bench.apply(chain("1").add("fake_thing.other", thing("other")));
    save(chain("2").add("fake_thing.other", thing("other")));
    bench.apply(chain("1").add("fake_thing.other", thing("other", "size", 7)));
    Program program = chain("2").add("fake_thing.other", thing("other", "size", 7));
    assertThat(applySaved(program).isComplete()).isTrue();

    save(chain("3"));
    bench.apply(chain("4"));
    try (StateSession session = bench.open();
        Engine engine = bench.engine(chain("3"), session)) {
      assertThat(load(engine).plan().diagnostics())
          .extracting(d -> d.code().text())
          .containsExactly("K3-0511");
    }
  }

  @Test
  void theFirstPlanOfAStateIsStaleOnceItIsAppliedAndNotForeign() {
    Program program = chain("1");
    save(program);
    assertThat(applySaved(program).isComplete()).isTrue();
    try (StateSession session = bench.open();
        Engine engine = bench.engine(program, session)) {
      assertThat(load(engine).plan().diagnostics())
          .extracting(d -> d.code().text())
          .containsExactly("K3-0511");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"resource \"fake_thing\" \"a\" {}\n", "{\n  \"format\": \"k3form-state\"\n}\n"})
  void doesNotReplaceWhatIsNoPlan(String content) throws Exception {
    bench.apply(chain("1"));
    Files.writeString(file, content);
    assertThatThrownBy(() -> save(chain("2")))
        .isInstanceOfSatisfying(
            StateException.class,
            e -> assertThat(e.diagnostic().notes()).anyMatch(n -> n.contains("no plan")));
    assertThat(file).hasContent(content);
  }

  @Test
  void replacesAnEarlierPlanBehindALink() throws Exception {
    bench.apply(chain("1"));
    save(chain("2"));
    Path real = file.resolveSibling("real.json");
    Files.move(file, real);
    Files.createSymbolicLink(file, real);
    save(chain("3"));
    assertThat(file).isSymbolicLink();
    assertThat(PlanFile.read(real, bench.sealer()).plan().changes()).isNotEmpty();
    try (var files = Files.list(file.getParent())) {
      assertThat(files.filter(f -> f.toString().endsWith(".new"))).isEmpty();
    }
  }

  @Test
  void refusesForeignAndDamagedPlans() throws Exception {
    Program program = chain("1");
    bench.apply(program);
    save(chain("2"));
    String text = Files.readString(file);
    Files.writeString(
        file, text.replace("\"lineage\": \"" + bench.state().lineage(), "\"lineage\": \"other"));
    try (StateSession session = bench.open();
        Engine engine = bench.engine(chain("2"), session)) {
      assertThatThrownBy(() -> load(engine))
          .isInstanceOfSatisfying(
              StateException.class, e -> assertThat(e.code()).isEqualTo("K3-0523"));
      Files.writeString(file, text.substring(0, text.length() / 2));
      assertThatThrownBy(() -> load(engine))
          .isInstanceOfSatisfying(
              StateException.class, e -> assertThat(e.code()).isEqualTo("K3-0512"));
      Files.writeString(file, text.replace("\"1.1\"", "\"2.0\""));
      assertThatThrownBy(() -> load(engine)).hasMessageContaining("format version 2.0");
    }
  }

  private void assertRefused(String code) {
    assertThatThrownBy(() -> PlanFile.read(file, bench.sealer()))
        .isInstanceOfSatisfying(StateException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void noByteCanBeChanged() throws Exception {
    bench.apply(rich("", 1));
    save(rich("2", 2));
    byte[] good = Files.readAllBytes(file);
    Random random = new Random(7);
    for (int at = 0; at < good.length; at++) {
      byte[] bad = good.clone();
      bad[at] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, bad);
      assertThatThrownBy(() -> PlanFile.read(file, bench.sealer()))
          .as("byte %d of %d", at, good.length)
          .isInstanceOf(StateException.class);
    }
    for (int length = 0; length < good.length; length += 97) {
      Files.write(file, Arrays.copyOf(good, length));
      assertThatThrownBy(() -> PlanFile.read(file, bench.sealer()))
          .isInstanceOf(StateException.class);
    }
    Files.write(file, good);
    assertThat(PlanFile.read(file, bench.sealer()).plan().visibleChanges()).isNotEmpty();
  }

  /** Edits that leave a plan that could be applied. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"action\": \"update\"|\"action\": \"delete\"",
        "\"size\": 1|\"size\": 3",
        "fake_thing.i|fake_thing.j",
        "\"workspace\": \"default\"|\"workspace\": \"other\""
      })
  void noFieldCanBeEdited(String from, String to) throws Exception {
    bench.apply(rich("", 1));
    save(rich("2", 2));
    String text = Files.readString(file);
    assertThat(text).contains(from);
    Files.writeString(file, text.replace(from, to));
    assertRefused("K3-0523");
    Files.writeString(file, text + "\n");
    assertRefused("K3-0523");
  }

  @Test
  void aSealIsOfOnePlanOfOneStateAndMustBeThere() throws Exception {
    bench.apply(chain("1"));
    save(chain("2"));
    String other = Files.readString(file);
    save(chain("3"));
    String text = Files.readString(file);
    String seal = text.substring(text.indexOf(",\n  \"seal\""));
    Files.writeString(file, text.replace(seal, other.substring(other.indexOf(",\n  \"seal\""))));
    assertRefused("K3-0523");
    Files.writeString(file, text.replace(bench.state().lineage(), UUID.randomUUID().toString()));
    assertRefused("K3-0523");
    Files.writeString(file, text.replace(seal, "\n}\n").replace("\"1.1\"", "\"1.0\""));
    assertRefused("K3-0523");
    assertThatThrownBy(() -> PlanFile.read(file, bench.sealer()))
        .hasMessageContaining("without a seal");
    Files.writeString(file, text);
    assertThatThrownBy(() -> PlanFile.read(file, DataKeySealer.of(DataKey.random())))
        .isInstanceOfSatisfying(
            StateException.class, e -> assertThat(e.code()).isEqualTo("K3-0734"));
  }

  /** The schema in the documentation is of the documents that are written, and is strict. */
  @Test
  void documentsAreAsTheirSchemaSays() throws java.io.IOException {
    DocumentedSchema schema = DocumentedSchema.of(Path.of("../../docs/plan-format.schema.json"));
    bench.apply(rich("", 1).add("fake_thing.z", thing("z")));
    bench.world().tamper(bench.world().named("s").getFirst().withSize(5));
    Plan plan = save(rich("2", 2).add("fake_thing.n", thing("n")));
    assertThat(plan.drift()).isNotEmpty();
    assertThat(schema.problems(Files.readString(file))).isEmpty();
    Json.Obj shown = PlanCodec.redacting().encode(plan);
    assertThat(schema.problems(JsonWriter.pretty(shown))).isEmpty();
    Map<String, Json> more = new java.util.LinkedHashMap<>(shown.fields());
    more.put("surprise", Json.str("x"));
    more.put("mode", Json.str("sideways"));
    assertThat(schema.problems(JsonWriter.pretty(new Json.Obj(more)))).hasSize(2);
  }
}
