package dev.k3form.engine.file;

import dev.k3form.engine.plan.About;
import dev.k3form.engine.plan.Bookkeeping;
import dev.k3form.engine.plan.Change;
import dev.k3form.engine.plan.Change.Replace.Order;
import dev.k3form.engine.plan.Reason;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.graph.ProviderRef;
import dev.k3form.model.schema.Effect;
import dev.k3form.model.value.Value;
import dev.k3form.spi.RolloutGroup;
import dev.k3form.spi.plan.Planned.Disruption;
import dev.k3form.state.codec.ValueCodec;
import dev.k3form.state.json.Json;
import dev.k3form.state.json.JsonException;
import dev.k3form.state.json.JsonFields;
import dev.k3form.state.secret.Place;
import dev.k3form.state.secret.Sealer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Changes as JSON: what they do in {@code change}, and their values before and after. */
record ChangeCodec(String lineage, Sealer sealer) {

  Json encode(Change change) {
    Doc out = new Doc().text("change", name(change)).text("address", change.address());
    about(out, change.about());
    switch (change) {
      case Change.Replace r ->
          out.text("order", r.order() == Order.CREATE_FIRST ? "create-first" : "delete-first")
              .list("because", r.because(), Paths::encode);
      case Change.DeleteDeposed d -> out.text("deposed", d.id());
      case Change.NoOp n -> out.flag("recorded", n.recorded());
      case Change.Create _,
          Change.Resume _,
          Change.Update _,
          Change.Delete _,
          Change.Forget _,
          Change.Read _ -> {}
    }
    ValueCodec values = values(change.address());
    change.before().ifPresent(v -> out.put("before", values.encode("before", v)));
    if (!(change instanceof Change.NoOp)) {
      change.after().ifPresent(v -> out.put("after", values.encode("after", v)));
    }
    return out.end();
  }

  static String name(Change change) {
    return switch (change) {
      case Change.Create _ -> "create";
      case Change.Resume _ -> "resume";
      case Change.Update _ -> "update";
      case Change.Replace _ -> "replace";
      case Change.Delete _ -> "delete";
      case Change.DeleteDeposed _ -> "delete-deposed";
      case Change.Forget _ -> "forget";
      case Change.NoOp _ -> "no-op";
      case Change.Read _ -> "read";
    };
  }

  ValueCodec values(ResourceAddress address) {
    return ValueCodec.of(sealer, new Place(lineage, "plan " + address, ""));
  }

  private static void about(Doc out, About about) {
    out.text("provider", about.provider())
        .list("reasons", about.reasons(), ReasonCodec::encode)
        .list(
            "disruptions",
            about.disruptions(),
            d ->
                new Doc()
                    .text("effect", d.effect().name().toLowerCase(Locale.ROOT))
                    .text("what", d.what())
                    .end())
        .textIfAny("moved_from", about.movedFrom())
        .textIfAny("import_id", about.importId());
    about
        .group()
        .ifPresent(
            g ->
                out.put(
                    "rollout_group",
                    new Doc()
                        .text("name", g.name())
                        .number("max_unavailable", g.maxUnavailable())
                        .end()));
    Bookkeeping r = about.record();
    out.put(
        "record",
        new Doc()
            .number("schema_version", r.schemaVersion())
            .texts("dependencies", List.copyOf(r.dependencies()))
            .flag("create_before_destroy", r.createBeforeDestroy())
            .flag("prevent_destroy", r.preventDestroy())
            .end());
  }

  Change decode(Json json) {
    JsonFields in = JsonFields.of("the change", json);
    ResourceAddress address = Paths.address(in.string("address"));
    About about = about(in, address);
    ValueCodec values = values(address);
    Value.Obj before = object(in, "before", values);
    Value.Obj after = object(in, "after", values);
    return switch (in.string("change")) {
      case "create" -> new Change.Create(about, after);
      case "resume" -> new Change.Resume(about, before, after);
      case "update" -> new Change.Update(about, before, after);
      case "replace" ->
          new Change.Replace(
              about,
              before,
              after,
              in.string("order").equals("create-first") ? Order.CREATE_FIRST : Order.DELETE_FIRST,
              GraphCodec.items(in, "because").stream().map(Paths::decode).toList());
      case "delete" -> new Change.Delete(about, before);
      case "delete-deposed" -> new Change.DeleteDeposed(about, in.string("deposed"), before);
      case "forget" -> new Change.Forget(about, before);
      case "no-op" -> new Change.NoOp(about, before, in.flag("recorded"));
      case "read" -> new Change.Read(about, after);
      default -> throw new JsonException("`" + in.string("change") + "` is no change");
    };
  }

  private static Value.Obj object(JsonFields in, String name, ValueCodec values) {
    Optional<Json> json = in.find(name);
    if (json.isEmpty()) {
      return Value.Obj.EMPTY;
    }
    if (values.decode(name, json.get()) instanceof Value.Obj o) {
      return o;
    }
    throw new JsonException("the attributes of a change are no object");
  }

  private static About about(JsonFields in, ResourceAddress address) {
    List<Reason> reasons =
        GraphCodec.items(in, "reasons").stream().map(ReasonCodec::decode).toList();
    List<Disruption> disruptions =
        GraphCodec.items(in, "disruptions").stream().map(ChangeCodec::disruption).toList();
    Optional<RolloutGroup> group =
        in.find("rollout_group")
            .map(json -> JsonFields.of("the group", json))
            .map(g -> new RolloutGroup(g.string("name"), (int) g.number("max_unavailable")));
    JsonFields record = JsonFields.of("the record", in.any("record"));
    SortedSet<ResourceAddress> dependencies = new TreeSet<>();
    record.strings("dependencies").forEach(d -> dependencies.add(Paths.address(d)));
    return new About(
        address,
        ProviderRef.parse(in.string("provider")),
        reasons,
        disruptions,
        group,
        in.findString("moved_from").map(Paths::address),
        in.findString("import_id"),
        new Bookkeeping(
            (int) record.number("schema_version"),
            dependencies,
            record.flag("create_before_destroy"),
            record.flag("prevent_destroy")));
  }

  private static Disruption disruption(Json json) {
    JsonFields in = JsonFields.of("the disruption", json);
    Effect effect =
        switch (in.string("effect")) {
          case "update" -> Effect.UPDATE;
          case "reload" -> Effect.RELOAD;
          case "restart" -> Effect.RESTART;
          case "replace" -> Effect.REPLACE;
          default -> throw new JsonException("`" + in.string("effect") + "` is no effect");
        };
    return new Disruption(effect, in.string("what"));
  }
}
