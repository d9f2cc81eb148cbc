package dev.k3form.standin.store;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A member of embedded etcd.
 *
 * @param id an unsigned 64-bit number, in decimal
 * @param name {@code <node>-<8 hex>}; empty until the member has started
 * @param node the node's name
 * @param host the address that etcd's URLs have
 * @param address host and port of the member's server
 */
public record Member(
    String id, String name, String node, String host, String address, boolean learner) {

  Member started(String withName) {
    return new Member(id, withName, node, host, address, learner);
  }

  Member promoted() {
    return new Member(id, name, node, host, address, false);
  }

  public boolean started() {
    return !name.isEmpty();
  }

  Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("id", id);
    json.put("name", name);
    json.put("node", node);
    json.put("host", host);
    json.put("address", address);
    json.put("learner", learner);
    return json;
  }

  static Member fromJson(Map<?, ?> json) {
    return new Member(
        text(json, "id"),
        text(json, "name"),
        text(json, "node"),
        text(json, "host"),
        text(json, "address"),
        Boolean.TRUE.equals(json.get("learner")));
  }

  private static String text(Map<?, ?> json, String key) {
    return String.valueOf(json.get(key));
  }
}
