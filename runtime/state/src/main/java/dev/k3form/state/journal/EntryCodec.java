package dev.k3form.state.journal;

import dev.k3form.model.address.ResourceAddress;
import dev.k3form.state.OutputRecord;
import dev.k3form.state.ResourceRecord;
import dev.k3form.state.codec.RecordCodec;
import dev.k3form.state.json.Json;
import dev.k3form.state.json.JsonException;
import dev.k3form.state.json.JsonFields;
import dev.k3form.state.json.JsonReader;
import dev.k3form.state.json.JsonWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Entries as single lines of JSON; secrets in records are sealed as they are in the snapshot. */
record EntryCodec(RecordCodec records) {

  String encode(Entry entry) {
    return JsonWriter.compact(
        switch (entry) {
          case Entry.RunStarted(String run, String operation, String base) ->
              object("run_started")
                  .string("run", run)
                  .string("operation", operation)
                  .string("base", base)
                  .end();
          case Entry.Begun(long sequence, Intent intent, String before) ->
              intent(object("intent").number("sequence", sequence), intent)
                  .string("before", before)
                  .end();
          case Entry.Noted(long sequence, String key, String value) ->
              object("note")
                  .number("sequence", sequence)
                  .string("key", key)
                  .string("value", value)
                  .end();
          case Entry.Checkpoint(long sequence, ResourceRecord record) ->
              object("checkpoint").number("sequence", sequence).record(record).end();
          case Entry.Finished(long sequence, Outcome outcome) ->
              outcome(object("outcome").number("sequence", sequence), outcome).end();
          case Entry.RecordChanged(ResourceRecord record, String before) ->
              object("record_changed").record(record).string("before", before).end();
          case Entry.RecordRemoved(ResourceAddress address, String before) ->
              object("record_removed")
                  .string("address", address.toString())
                  .string("before", before)
                  .end();
          case Entry.RecordMoved(ResourceAddress from, ResourceRecord record, String before) ->
              object("record_moved")
                  .string("from", from.toString())
                  .record(record)
                  .string("before", before)
                  .end();
          case Entry.OutputsChanged(var outputs) -> {
            Map<String, Json> all = new LinkedHashMap<>();
            outputs.forEach((name, o) -> all.put(name, records.encodeOutput(name, o)));
            yield object("outputs").put("outputs", new Json.Obj(all)).end();
          }
          case Entry.Committing(String digest) ->
              object("committing").string("digest", digest).end();
          case Entry.RunEnded(String run) -> object("run_ended").string("run", run).end();
        });
  }

  private static Line intent(Line line, Intent intent) {
    line.string("address", intent.address().toString())
        .string("operation", intent.operation().text())
        .string("key", intent.idempotencyKey());
    intent.deposed().ifPresent(id -> line.string("deposed", id));
    intent.planned().ifPresent(line::record);
    return line;
  }

  private static Line outcome(Line line, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Applied(ResourceRecord record) ->
          line.string("result", "applied").record(record);
      case Outcome.Deleted _ -> line.string("result", "deleted");
      case Outcome.Failed(String message, Optional<ResourceRecord> record) -> {
        line.string("result", "failed").string("message", message);
        record.ifPresent(line::record);
        yield line;
      }
    };
  }

  Entry decode(String line) {
    JsonFields in = JsonFields.of("the entry", JsonReader.read(line));
    return switch (in.string("entry")) {
      case "run_started" ->
          new Entry.RunStarted(in.string("run"), in.string("operation"), in.string("base"));
      case "intent" ->
          new Entry.Begun(
              in.number("sequence"),
              new Intent(
                  address(in.string("address")),
                  operation(in.string("operation")),
                  in.string("key"),
                  findRecord(in),
                  in.findString("deposed")),
              in.string("before"));
      case "note" -> new Entry.Noted(in.number("sequence"), in.string("key"), in.string("value"));
      case "checkpoint" -> new Entry.Checkpoint(in.number("sequence"), record(in));
      case "outcome" -> new Entry.Finished(in.number("sequence"), outcome(in));
      case "record_changed" -> new Entry.RecordChanged(record(in), in.string("before"));
      case "record_removed" ->
          new Entry.RecordRemoved(address(in.string("address")), in.string("before"));
      case "record_moved" ->
          new Entry.RecordMoved(address(in.string("from")), record(in), in.string("before"));
      case "outputs" -> {
        SortedMap<String, OutputRecord> outputs = new TreeMap<>();
        in.object("outputs").forEach((n, json) -> outputs.put(n, records.decodeOutput(n, json)));
        yield new Entry.OutputsChanged(outputs);
      }
      case "committing" -> new Entry.Committing(in.string("digest"));
      case "run_ended" -> new Entry.RunEnded(in.string("run"));
      default -> throw new JsonException("`" + in.string("entry") + "` is no kind of entry");
    };
  }

  private Outcome outcome(JsonFields in) {
    return switch (in.string("result")) {
      case "applied" -> new Outcome.Applied(record(in));
      case "deleted" -> new Outcome.Deleted();
      case "failed" -> new Outcome.Failed(in.string("message"), findRecord(in));
      default -> throw new JsonException("`" + in.string("result") + "` is no outcome");
    };
  }

  private ResourceRecord record(JsonFields in) {
    return records.decode(address(in.string("of")), in.any("record"));
  }

  private Optional<ResourceRecord> findRecord(JsonFields in) {
    return in.find("record").isPresent() ? Optional.of(record(in)) : Optional.empty();
  }

  private static ResourceAddress address(String text) {
    try {
      return ResourceAddress.parse(text);
    } catch (IllegalArgumentException e) {
      throw new JsonException(String.valueOf(e.getMessage()), e);
    }
  }

  private static Operation operation(String text) {
    return Arrays.stream(Operation.values())
        .filter(o -> o.text().equals(text))
        .findFirst()
        .orElseThrow(() -> new JsonException("`" + text + "` is no operation"));
  }

  private Line object(String kind) {
    return new Line().string("entry", kind);
  }

  /** Collects the fields of one line. */
  private final class Line {
    private final Map<String, Json> fields = new LinkedHashMap<>();

    Line put(String name, Json json) {
      fields.put(name, json);
      return this;
    }

    Line string(String name, String value) {
      return put(name, Json.str(value));
    }

    Line number(String name, long value) {
      return put(name, Json.num(value));
    }

    Line record(ResourceRecord record) {
      return string("of", record.address().toString()).put("record", records.encode(record));
    }

    Json.Obj end() {
      return new Json.Obj(fields);
    }
  }
}
