package dev.k3form.state.store;

import dev.k3form.state.json.Json;
import dev.k3form.state.json.JsonException;
import dev.k3form.state.json.JsonFields;
import dev.k3form.state.json.JsonReader;
import dev.k3form.state.json.JsonWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Who holds a lock, since when and for what. */
public record LockInfo(
    String id, String operation, String who, String host, long pid, Instant since) {

  /** Describes this process. */
  public static LockInfo here(String operation, Clock clock) {
    String host;
    try {
      host = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      host = "localhost";
    }
    return new LockInfo(
        UUID.randomUUID().toString(),
        operation,
        System.getProperty("user.name", "?"),
        host,
        ProcessHandle.current().pid(),
        clock.instant().truncatedTo(ChronoUnit.SECONDS));
  }

  /** Returns the written form. */
  public String toText() {
    Map<String, Json> fields = new LinkedHashMap<>();
    fields.put("host", Json.str(host));
    fields.put("id", Json.str(id));
    fields.put("operation", Json.str(operation));
    fields.put("pid", Json.num(pid));
    fields.put("since", Json.str(since.toString()));
    fields.put("who", Json.str(who));
    return JsonWriter.pretty(new Json.Obj(fields));
  }

  /** Reads the written form, empty if it is none. */
  public static Optional<LockInfo> parse(String text) {
    try {
      JsonFields in = JsonFields.of("the lock", JsonReader.read(text));
      return Optional.of(
          new LockInfo(
              in.string("id"),
              in.string("operation"),
              in.string("who"),
              in.string("host"),
              in.number("pid"),
              Instant.parse(in.string("since"))));
    } catch (JsonException | DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Returns {@code apply by ada on forge (process 4711) since 2026-11-21T04:00:00Z}. */
  @Override
  public String toString() {
    return operation + " by " + who + " on " + host + " (process " + pid + ") since " + since;
  }
}
