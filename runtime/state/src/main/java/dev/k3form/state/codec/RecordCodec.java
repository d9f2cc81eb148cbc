package dev.k3form.state.codec;

import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.graph.ProviderRef;
import dev.k3form.model.value.Value;
import dev.k3form.state.DeposedObject;
import dev.k3form.state.ObjectStatus;
import dev.k3form.state.OutputRecord;
import dev.k3form.state.ResourceRecord;
import dev.k3form.state.json.Json;
import dev.k3form.state.json.JsonException;
import dev.k3form.state.json.JsonFields;
import dev.k3form.state.json.JsonWriter;
import dev.k3form.state.secret.Place;
import dev.k3form.state.secret.Sealer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Records as JSON objects, fields in alphabetical order, those with their usual value left out.
 *
 * @param lineage the state that seals are bound to
 */
public record RecordCodec(String lineage, Sealer sealer) {

  /** Returns the written form of a record, without its address. */
  public Json.Obj encode(ResourceRecord record) {
    String owner = record.address().toString();
    Map<String, Json> out = new LinkedHashMap<>();
    if (!record.attributes().fields().isEmpty()) {
      out.put("attributes", values(owner).encode("", record.attributes()));
    }
    if (record.createBeforeDestroy()) {
      out.put("create_before_destroy", Json.bool(true));
    }
    if (!record.dependencies().isEmpty()) {
      out.put("dependencies", addresses(record.dependencies()));
    }
    if (!record.deposed().isEmpty()) {
      Map<String, Json> deposed = new LinkedHashMap<>();
      record.deposed().forEach(d -> deposed.put(d.id(), encode(owner, d)));
      out.put("deposed", new Json.Obj(deposed));
    }
    if (!record.notes().isEmpty()) {
      Map<String, Json> notes = new LinkedHashMap<>();
      record.notes().forEach((k, v) -> notes.put(k, Json.str(v)));
      out.put("notes", new Json.Obj(notes));
    }
    if (record.preventDestroy()) {
      out.put("prevent_destroy", Json.bool(true));
    }
    out.put("provider", Json.str(record.provider().toString()));
    if (record.schemaVersion() != 0) {
      out.put("schema_version", Json.num(record.schemaVersion()));
    }
    if (record.status() != ObjectStatus.READY) {
      out.put("status", Json.str(record.status().text()));
    }
    return new Json.Obj(out);
  }

  private Json encode(String owner, DeposedObject deposed) {
    Map<String, Json> out = new LinkedHashMap<>();
    out.put(
        "attributes", values(deposedOwner(owner, deposed.id())).encode("", deposed.attributes()));
    if (!deposed.dependencies().isEmpty()) {
      out.put("dependencies", addresses(deposed.dependencies()));
    }
    out.put("provider", Json.str(deposed.provider().toString()));
    if (deposed.schemaVersion() != 0) {
      out.put("schema_version", Json.num(deposed.schemaVersion()));
    }
    return new Json.Obj(out);
  }

  /**
   * Returns the record of a written form.
   *
   * @throws JsonException if it is none
   */
  public ResourceRecord decode(ResourceAddress address, Json json) {
    String owner = address.toString();
    JsonFields in =
        JsonFields.of("`" + owner + "`", json)
            .only(
                "attributes",
                "create_before_destroy",
                "dependencies",
                "deposed",
                "notes",
                "prevent_destroy",
                "provider",
                "schema_version",
                "status");
    List<DeposedObject> deposed =
        in.object("deposed").entrySet().stream()
            .map(e -> decodeDeposed(owner, e.getKey(), e.getValue()))
            .toList();
    SortedMap<String, String> notes = new TreeMap<>();
    JsonFields kept = new JsonFields("the notes of `" + owner + "`", in.object("notes"));
    kept.fields().keySet().forEach(key -> notes.put(key, kept.string(key)));
    return new ResourceRecord(
        address,
        ProviderRef.parse(in.string("provider")),
        in.find("schema_version").isPresent() ? in.integer("schema_version") : 0,
        in.findString("status").map(RecordCodec::status).orElse(ObjectStatus.READY),
        attributes(owner, in),
        dependencies(in),
        in.flag("create_before_destroy"),
        in.flag("prevent_destroy"),
        deposed,
        notes);
  }

  private DeposedObject decodeDeposed(String owner, String id, Json json) {
    String name = deposedOwner(owner, id);
    JsonFields in =
        JsonFields.of("`" + name + "`", json)
            .only("attributes", "dependencies", "provider", "schema_version");
    return new DeposedObject(
        id,
        ProviderRef.parse(in.string("provider")),
        in.find("schema_version").isPresent() ? in.integer("schema_version") : 0,
        attributes(name, in),
        dependencies(in));
  }

  /** Returns the written form of an output. */
  public Json encodeOutput(String name, OutputRecord output) {
    return values("output " + name).encode("", output.value());
  }

  /** Returns the output of a written form. */
  public OutputRecord decodeOutput(String name, Json json) {
    return new OutputRecord(values("output " + name).decode("", json));
  }

  /**
   * Returns a hash of everything in a record, the same wherever and whenever it is computed;
   * secrets enter it as their seals.
   */
  public String digest(ResourceRecord record) {
    try {
      byte[] text = JsonWriter.compact(encode(record)).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private Value.Obj attributes(String owner, JsonFields in) {
    return switch (values(owner).decode("", new Json.Obj(in.object("attributes")))) {
      case Value.Obj o -> o;
      case Value _ -> throw new JsonException("the attributes of `" + owner + "` are no object");
    };
  }

  private ValueCodec values(String owner) {
    return ValueCodec.of(sealer, new Place(lineage, owner, ""));
  }

  private static String deposedOwner(String owner, String id) {
    return owner + " deposed " + id;
  }

  private static Json addresses(SortedSet<ResourceAddress> addresses) {
    return new Json.Arr(addresses.stream().map(a -> (Json) Json.str(a.toString())).toList());
  }

  private static SortedSet<ResourceAddress> dependencies(JsonFields in) {
    SortedSet<ResourceAddress> out = new TreeSet<>();
    in.strings("dependencies").forEach(text -> out.add(address(text)));
    return out;
  }

  static ResourceAddress address(String text) {
    try {
      return ResourceAddress.parse(text);
    } catch (IllegalArgumentException e) {
      throw new JsonException(String.valueOf(e.getMessage()), e);
    }
  }

  private static ObjectStatus status(String text) {
    return Arrays.stream(ObjectStatus.values())
        .filter(s -> s.text().equals(text))
        .findFirst()
        .orElseThrow(() -> new JsonException("`" + text + "` is not a status"));
  }
}
