package dev.k3form.standin.store;

import dev.k3form.standin.http.Json;
import dev.k3form.standin.pki.Pem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Entries and members after a number of changes. Two states with the same hash have seen the same
 * changes in the same order. Not safe for several threads; its owner guards it.
 */
public final class State {

  private final String clusterId;
  private final List<Member> members = new ArrayList<>();
  private final NavigableMap<String, Entry> entries = new TreeMap<>();
  private long revision;
  private String hash;

  public State(String clusterId) {
    this.clusterId = clusterId;
    this.revision = 1;
    this.hash = clusterId;
  }

  public String clusterId() {
    return clusterId;
  }

  public long revision() {
    return revision;
  }

  public String hash() {
    return hash;
  }

  /** The members, the oldest first. */
  public List<Member> members() {
    return List.copyOf(members);
  }

  public Optional<Member> member(String id) {
    return members.stream().filter(m -> m.id().equals(id)).findFirst();
  }

  public Optional<Entry> get(String key) {
    return Optional.ofNullable(entries.get(key));
  }

  public List<Entry> list(String prefix) {
    return entries.tailMap(prefix, true).values().stream()
        .takeWhile(entry -> entry.key().startsWith(prefix))
        .toList();
  }

  /** Whether a change could be made now. */
  public Refusal refusal(Change change) {
    return switch (change) {
      case Change.Create(String key, _) -> entries.containsKey(key) ? Refusal.EXISTS : Refusal.NONE;
      case Change.Update(String key, _, long at) -> at(key) == at ? Refusal.NONE : Refusal.CHANGED;
      case Change.Delete(String key, long at) -> at(key) == at ? Refusal.NONE : Refusal.CHANGED;
      case Change.AddMember(Member member) -> refusal(member);
      case Change.StartMember(String id, _) -> known(id);
      case Change.PromoteMember(String id) -> known(id);
      case Change.RemoveMember(String id) -> known(id);
    };
  }

  private Refusal refusal(Member added) {
    String prefix = added.node() + "-";
    if (members.stream().anyMatch(m -> m.started() && m.name().startsWith(prefix))) {
      return Refusal.DUPLICATE_NODE_NAME;
    }
    return members.stream().anyMatch(Member::learner) ? Refusal.TOO_MANY_LEARNERS : Refusal.NONE;
  }

  private Refusal known(String id) {
    return member(id).isPresent() ? Refusal.NONE : Refusal.NO_SUCH_MEMBER;
  }

  private long at(String key) {
    Entry entry = entries.get(key);
    return entry == null ? -1 : entry.revision();
  }

  /** Makes a change that is not refused. */
  public void apply(Change change) {
    revision++;
    hash =
        Pem.digest(
            "SHA-256", (hash + Json.print(change.toJson())).getBytes(StandardCharsets.UTF_8));
    switch (change) {
      case Change.Create(String key, String value) ->
          entries.put(key, new Entry(key, value, revision, revision));
      case Change.Update(String key, String value, _) -> {
        Entry old = entries.get(key);
        entries.put(key, new Entry(key, value, old == null ? revision : old.created(), revision));
      }
      case Change.Delete(String key, _) -> entries.remove(key);
      case Change.AddMember(Member member) -> members.add(member);
      case Change.StartMember(String id, String name) ->
          members.replaceAll(m -> m.id().equals(id) ? m.started(name) : m);
      case Change.PromoteMember(String id) ->
          members.replaceAll(m -> m.id().equals(id) ? m.promoted() : m);
      case Change.RemoveMember(String id) -> members.removeIf(m -> m.id().equals(id));
    }
  }

  /** All of it; {@link #fromJson} reads it. */
  public String toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("clusterId", clusterId);
    json.put("revision", revision);
    json.put("hash", hash);
    json.put("members", members.stream().map(Member::toJson).toList());
    List<Object> values = new ArrayList<>();
    for (Entry entry : entries.values()) {
      values.add(List.of(entry.key(), entry.value(), entry.created(), entry.revision()));
    }
    json.put("entries", values);
    return Json.print(json);
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IllegalArgumentException when it is something else
   */
  public static State fromJson(String text) {
    Map<String, @Nullable Object> json = Json.object(text);
    var state = new State(String.valueOf(json.get("clusterId")));
    state.revision = number(json.get("revision"));
    state.hash = String.valueOf(json.get("hash"));
    if (json.get("members") instanceof List<?> members) {
      members.forEach(m -> state.members.add(Member.fromJson((Map<?, ?>) m)));
    }
    if (json.get("entries") instanceof List<?> entries) {
      for (Object element : entries) {
        List<?> parts = (List<?>) element;
        String key = String.valueOf(parts.get(0));
        state.entries.put(
            key,
            new Entry(
                key, String.valueOf(parts.get(1)), number(parts.get(2)), number(parts.get(3))));
      }
    }
    return state;
  }

  private static long number(@Nullable Object value) {
    if (value instanceof Number number) {
      return number.longValue();
    }
    throw new IllegalArgumentException("not a number: " + value);
  }
}
