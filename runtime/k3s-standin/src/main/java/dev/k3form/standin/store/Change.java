package dev.k3form.standin.store;

import dev.k3form.standin.http.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A change of a {@link State}, as it travels between members. */
public sealed interface Change {

  record Create(String key, String value) implements Change {}

  record Update(String key, String value, long revision) implements Change {}

  record Delete(String key, long revision) implements Change {}

  record AddMember(Member member) implements Change {}

  record StartMember(String id, String name) implements Change {}

  record PromoteMember(String id) implements Change {}

  record RemoveMember(String id) implements Change {}

  default Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    switch (this) {
      case Create(String key, String value) -> {
        json.put("type", "create");
        json.put("key", key);
        json.put("value", value);
      }
      case Update(String key, String value, long revision) -> {
        json.put("type", "update");
        json.put("key", key);
        json.put("value", value);
        json.put("revision", revision);
      }
      case Delete(String key, long revision) -> {
        json.put("type", "delete");
        json.put("key", key);
        json.put("revision", revision);
      }
      case AddMember(Member member) -> {
        json.put("type", "add");
        json.put("member", member.toJson());
      }
      case StartMember(String id, String name) -> {
        json.put("type", "start");
        json.put("id", id);
        json.put("name", name);
      }
      case PromoteMember(String id) -> {
        json.put("type", "promote");
        json.put("id", id);
      }
      case RemoveMember(String id) -> {
        json.put("type", "remove");
        json.put("id", id);
      }
    }
    return json;
  }

  /**
   * Reads what {@link #toJson} made.
   *
   * @throws IllegalArgumentException when it is something else
   */
  static Change fromJson(Map<?, ?> json) {
    String type = String.valueOf(json.get("type"));
    return switch (type) {
      case "create" -> new Create(text(json, "key"), text(json, "value"));
      case "update" -> new Update(text(json, "key"), text(json, "value"), revision(json));
      case "delete" -> new Delete(text(json, "key"), revision(json));
      case "add" ->
          new AddMember(Member.fromJson(json.get("member") instanceof Map<?, ?> m ? m : Map.of()));
      case "start" -> new StartMember(text(json, "id"), text(json, "name"));
      case "promote" -> new PromoteMember(text(json, "id"));
      case "remove" -> new RemoveMember(text(json, "id"));
      default -> throw new IllegalArgumentException("no change: " + Json.print(json));
    };
  }

  private static String text(Map<?, ?> json, String key) {
    return String.valueOf(json.get(key));
  }

  private static long revision(Map<?, ?> json) {
    return json.get("revision") instanceof Number number ? number.longValue() : 0;
  }
}
