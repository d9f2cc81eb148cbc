package dev.k3form.engine.file;

import dev.k3form.engine.plan.Change;
import dev.k3form.engine.plan.Drift;
import dev.k3form.engine.plan.Mode;
import dev.k3form.engine.plan.OutputChange;
import dev.k3form.engine.plan.Plan;
import dev.k3form.engine.planning.Pattern;
import dev.k3form.model.address.ModulePath;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.graph.CheckOutcome;
import dev.k3form.model.graph.Deferred;
import dev.k3form.model.value.Value;
import dev.k3form.state.codec.ValueCodec;
import dev.k3form.state.json.Json;
import dev.k3form.state.json.JsonException;
import dev.k3form.state.json.JsonFields;
import dev.k3form.state.secret.Place;
import dev.k3form.state.secret.Sealer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Plans as JSON documents of {@code docs/plan-format.md}.
 *
 * <p>Instances that stay as they are, and whose records do too, are counted and left out.
 */
public final class PlanCodec {
  /** The version of the document; the first number changes when readers must be changed. */
  public static final String VERSION = "1.1";

  /** What every document says it is. */
  static final String FORMAT = "k3form-plan";

  private final Sealer sealer;

  private PlanCodec(Sealer sealer) {
    this.sealer = sealer;
  }

  /** Returns the codec that seals secrets and opens them again. */
  public static PlanCodec sealing(Sealer sealer) {
    return new PlanCodec(sealer);
  }

  /** Returns the codec for showing plans: where a secret is, the text says no more than that. */
  public static PlanCodec redacting() {
    return new PlanCodec(
        new Sealer() {
          @Override
          public String seal(Place place, String text) {
            return "(secret)";
          }

          @Override
          public String open(Place place, String seal) {
            throw new IllegalStateException("a shown plan cannot be opened");
          }
        });
  }

  /** Returns the document of a plan. */
  public Json.Obj encode(Plan plan) {
    ChangeCodec changes = new ChangeCodec(plan.lineage(), sealer);
    List<Change> told = plan.changes().stream().filter(PlanCodec::isTold).toList();
    Doc touched = new Doc();
    plan.touched().forEach((address, digest) -> touched.text(address.toString(), digest));
    return new Doc()
        .text("format", FORMAT)
        .text("format_version", VERSION)
        .text("mode", plan.mode().text())
        .text("lineage", plan.lineage())
        .flag("empty", plan.isEmpty())
        .list("changes", told, changes::encode)
        .number("unchanged", plan.changes().size() - told.size())
        .list("drift", plan.drift(), d -> drift(d, changes))
        .list("outputs", plan.outputs().stream().toList(), o -> output(o, plan.lineage()))
        .list("checks", plan.checks(), PlanCodec::check)
        .list(
            "deferred",
            plan.deferred(),
            d ->
                new Doc()
                    .text("resource", d.resource())
                    .texts("dependencies", List.copyOf(d.dependencies()))
                    .put("reason", DiagnosticCodec.encode(d.reason()))
                    .end())
        .list("diagnostics", plan.diagnostics(), DiagnosticCodec::encode)
        .put("execution", GraphCodec.encode(plan.execution(), changes))
        .put("touched", touched.end())
        .end();
  }

  private static boolean isTold(Change change) {
    return !(change instanceof Change.NoOp n)
        || n.recorded()
        || n.about().enters()
        || n.address().mode() == ResourceAddress.Mode.DATA;
  }

  private static Json drift(Drift drift, ChangeCodec changes) {
    ValueCodec values = changes.values(drift.address());
    Doc out =
        new Doc()
            .text("address", drift.address())
            .text("kind", drift.kind().name().toLowerCase(Locale.ROOT))
            .list("changed", drift.changed(), Paths::encode)
            .put("before", values.encode("drift.before", drift.before()));
    drift.after().ifPresent(v -> out.put("after", values.encode("drift.after", v)));
    return out.end();
  }

  private Json output(OutputChange output, String lineage) {
    ValueCodec values = outputValues(output.name(), lineage);
    Doc out = new Doc().text("name", output.name());
    output.before().ifPresent(v -> out.put("before", values.encode("before", v)));
    output.after().ifPresent(v -> out.put("after", values.encode("after", v)));
    return out.end();
  }

  private ValueCodec outputValues(String name, String lineage) {
    return ValueCodec.of(sealer, new Place(lineage, "plan output " + name, ""));
  }

  private static Json check(CheckOutcome check) {
    Doc out =
        new Doc()
            .text("name", check.name())
            .text("status", check.status().name().toLowerCase(Locale.ROOT));
    check.diagnostic().ifPresent(d -> out.put("diagnostic", DiagnosticCodec.encode(d)));
    return out.end();
  }

  /** Says why a document is none that this version reads, however whole it is. */
  static Optional<String> foreign(Json json) {
    if (!(json instanceof Json.Obj document)
        || !document.fields().getOrDefault("format", json).equals(Json.str(FORMAT))) {
      return Optional.of("it is not a plan of k3form");
    }
    String version = JsonFields.of("the plan", json).string("format_version");
    return version.startsWith("1.")
        ? Optional.empty()
        : Optional.of("it has format version " + version + ", and this k3form reads 1");
  }

  /**
   * Returns the plan of a document.
   *
   * @throws JsonException if it is none, or of a version that this one cannot read
   */
  public Plan decode(Json json) {
    Optional<String> foreign = foreign(json);
    if (foreign.isPresent()) {
      throw new JsonException(foreign.get());
    }
    JsonFields in = JsonFields.of("the plan", json);
    String lineage = in.string("lineage");
    ChangeCodec changes = new ChangeCodec(lineage, sealer);
    SortedMap<ResourceAddress, String> touched = new TreeMap<>();
    JsonFields digests = new JsonFields("the digests", in.object("touched"));
    digests
        .fields()
        .keySet()
        .forEach(address -> touched.put(Paths.address(address), digests.string(address)));
    return new Plan(
        mode(in.string("mode")),
        lineage,
        items(in, "changes").map(changes::decode).toList(),
        items(in, "drift").map(d -> drift(d, changes)).toList(),
        items(in, "outputs").map(o -> output(o, lineage)).toList(),
        items(in, "checks").map(PlanCodec::check).toList(),
        items(in, "deferred").map(PlanCodec::deferred).toList(),
        items(in, "diagnostics").map(DiagnosticCodec::decode).toList(),
        GraphCodec.decode(in.any("execution"), changes),
        touched);
  }

  private static Stream<Json> items(JsonFields in, String name) {
    return GraphCodec.items(in, name).stream();
  }

  private static Mode mode(String text) {
    return Arrays.stream(Mode.values())
        .filter(m -> m.text().equals(text))
        .findFirst()
        .orElseThrow(() -> new JsonException("`" + text + "` is no mode of a plan"));
  }

  private static Drift drift(Json json, ChangeCodec changes) {
    JsonFields in = JsonFields.of("the drift", json);
    ResourceAddress address = Paths.address(in.string("address"));
    ValueCodec values = changes.values(address);
    return new Drift(
        address,
        object(values.decode("drift.before", in.any("before"))),
        in.find("after").map(a -> object(values.decode("drift.after", a))),
        GraphCodec.items(in, "changed").stream().map(Paths::decode).toList(),
        Drift.Kind.valueOf(in.string("kind").toUpperCase(Locale.ROOT)));
  }

  private static Value.Obj object(Value value) {
    if (value instanceof Value.Obj o) {
      return o;
    }
    throw new JsonException("attributes are no object");
  }

  private OutputChange output(Json json, String lineage) {
    JsonFields in = JsonFields.of("the output", json);
    ValueCodec values = outputValues(in.string("name"), lineage);
    Optional<Value> before = in.find("before").map(v -> values.decode("before", v));
    Optional<Value> after = in.find("after").map(v -> values.decode("after", v));
    return new OutputChange(in.string("name"), before, after);
  }

  private static CheckOutcome check(Json json) {
    JsonFields in = JsonFields.of("the check", json);
    return new CheckOutcome(
        in.string("name"),
        CheckOutcome.Status.valueOf(in.string("status").toUpperCase(Locale.ROOT)),
        in.find("diagnostic").map(DiagnosticCodec::decode));
  }

  private static Deferred deferred(Json json) {
    JsonFields in = JsonFields.of("the deferred block", json);
    return new Deferred(
        Paths.address(in.string("resource")),
        new TreeSet<>(in.strings("dependencies").stream().map(PlanCodec::awaited).toList()),
        DiagnosticCodec.decode(in.any("reason")));
  }

  /** Reads an address, also one of a module call whose instances are not known. */
  private static ResourceAddress awaited(String text) {
    try {
      return switch (Pattern.parse(text)) {
        case Pattern.Resource(ResourceAddress one) -> one;
        case Pattern.Module(ModulePath(var steps)) ->
            Deferred.module(
                new ModulePath(steps.subList(0, steps.size() - 1)), steps.getLast().name());
      };
    } catch (IllegalArgumentException e) {
      throw new JsonException("`" + text + "` is no address");
    }
  }
}
