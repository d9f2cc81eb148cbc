package dev.k3form.engine.file;

import dev.k3form.engine.plan.Reason;
import dev.k3form.model.address.AttributePath;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.state.json.Json;
import dev.k3form.state.json.JsonException;
import dev.k3form.state.json.JsonFields;

/** Reasons as JSON: an object whose {@code kind} names them. */
final class ReasonCodec {
  private ReasonCodec() {}

  static Json encode(Reason reason) {
    return switch (reason) {
      case Reason.New _ -> kind("new").end();
      case Reason.Gone _ -> kind("gone").end();
      case Reason.GoneWith(ResourceAddress a) -> kind("gone-with").text("address", a).end();
      case Reason.Incomplete _ -> kind("incomplete").end();
      case Reason.ConfigChanged(AttributePath p) -> path("config-changed", p);
      case Reason.Drifted(AttributePath p) -> path("drifted", p);
      case Reason.KnownLater(AttributePath p) -> path("known-later", p);
      case Reason.CannotUpdate(AttributePath p) -> path("cannot-update", p);
      case Reason.Tainted _ -> kind("tainted").end();
      case Reason.Requested _ -> kind("requested").end();
      case Reason.TriggeredBy(ResourceAddress a, AttributePath p) ->
          kind("triggered-by").text("address", a).put("attribute", Paths.encode(p)).end();
      case Reason.RemovedFromConfiguration _ -> kind("removed-from-configuration").end();
      case Reason.RemovedBlock _ -> kind("removed-block").end();
      case Reason.Destroy _ -> kind("destroy").end();
      case Reason.Deposed _ -> kind("deposed").end();
      case Reason.Imported(String id) -> kind("imported").text("id", id).end();
      case Reason.Moved(ResourceAddress a) -> kind("moved").text("address", a).end();
      case Reason.ReadLater _ -> kind("read-later").end();
    };
  }

  private static Doc kind(String kind) {
    return new Doc().text("kind", kind);
  }

  private static Json path(String kind, AttributePath path) {
    return kind(kind).put("attribute", Paths.encode(path)).end();
  }

  static Reason decode(Json json) {
    JsonFields in = JsonFields.of("the reason", json);
    return switch (in.string("kind")) {
      case "new" -> new Reason.New();
      case "gone" -> new Reason.Gone();
      case "gone-with" -> new Reason.GoneWith(Paths.address(in.string("address")));
      case "incomplete" -> new Reason.Incomplete();
      case "config-changed" -> new Reason.ConfigChanged(Paths.decode(in.any("attribute")));
      case "drifted" -> new Reason.Drifted(Paths.decode(in.any("attribute")));
      case "known-later" -> new Reason.KnownLater(Paths.decode(in.any("attribute")));
      case "cannot-update" -> new Reason.CannotUpdate(Paths.decode(in.any("attribute")));
      case "tainted" -> new Reason.Tainted();
      case "requested" -> new Reason.Requested();
      case "triggered-by" ->
          new Reason.TriggeredBy(
              Paths.address(in.string("address")), Paths.decode(in.any("attribute")));
      case "removed-from-configuration" -> new Reason.RemovedFromConfiguration();
      case "removed-block" -> new Reason.RemovedBlock();
      case "destroy" -> new Reason.Destroy();
      case "deposed" -> new Reason.Deposed();
      case "imported" -> new Reason.Imported(in.string("id"));
      case "moved" -> new Reason.Moved(Paths.address(in.string("address")));
      case "read-later" -> new Reason.ReadLater();
      default -> throw new JsonException("`" + in.string("kind") + "` is no reason");
    };
  }
}
