package dev.k3form.state.codec;

import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.value.KeyOrder;
import dev.k3form.state.json.Json;
import dev.k3form.state.json.JsonException;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A state file taken apart into its records, which stay as they are written.
 *
 * <p>What merging, verifying and listing work on: they need no key.
 *
 * @param outputs the outputs by name
 * @param resources the records by address, in the order of addresses
 * @param conflicts what a merge could not decide, by address or {@code output NAME}
 */
public record StateDocument(
    String lineage,
    Map<String, Json> outputs,
    Map<String, Json> resources,
    Map<String, Json> conflicts) {
  /** Sorts everything. */
  public StateDocument {
    outputs = sorted(outputs, Comparator.naturalOrder());
    resources = addressed(resources);
    conflicts = sorted(conflicts, KeyOrder.INSTANCE);
  }

  /** Returns the file's document. */
  public Json.Obj toJson() {
    Map<String, Json> out = new LinkedHashMap<>();
    if (!conflicts.isEmpty()) {
      out.put("conflicts", new Json.Obj(conflicts));
    }
    out.put("format", Json.str("k3form-state"));
    out.put("format_version", Json.num(StateCodec.FORMAT_VERSION));
    out.put("lineage", Json.str(lineage));
    out.put("outputs", new Json.Obj(outputs));
    out.put("resources", new Json.Obj(resources));
    return new Json.Obj(out);
  }

  private static Map<String, Json> addressed(Map<String, Json> entries) {
    SortedMap<ResourceAddress, Map.Entry<String, Json>> sorted = new TreeMap<>();
    Map<String, Json> out = new LinkedHashMap<>();
    for (Map.Entry<String, Json> entry : entries.entrySet()) {
      if (sorted.put(RecordCodec.address(entry.getKey()), entry) != null) {
        throw new JsonException("`" + entry.getKey() + "` is there twice");
      }
    }
    sorted.forEach((address, entry) -> out.put(address.toString(), entry.getValue()));
    return Collections.unmodifiableMap(out);
  }

  private static Map<String, Json> sorted(Map<String, Json> entries, Comparator<String> order) {
    SortedMap<String, Json> out = new TreeMap<>(order);
    out.putAll(entries);
    return Collections.unmodifiableMap(out);
  }
}
