package dev.k3form.state.codec;

import dev.k3form.model.address.ResourceAddress;
import dev.k3form.state.OutputRecord;
import dev.k3form.state.ResourceRecord;
import dev.k3form.state.State;
import dev.k3form.state.StateException;
import dev.k3form.state.StateProblems;
import dev.k3form.state.json.Json;
import dev.k3form.state.json.JsonException;
import dev.k3form.state.json.JsonFields;
import dev.k3form.state.json.JsonReader;
import dev.k3form.state.json.JsonWriter;
import dev.k3form.state.secret.Sealer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The state file ({@code docs/state-format.md}): equal states give equal bytes, and a file that is
 * not exactly a state is refused with the way to mend it.
 */
public final class StateCodec {
  /** The version of the format that is written; older ones are read. */
  public static final int FORMAT_VERSION = 1;

  private static final String FORMAT = "k3form-state";

  private StateCodec() {}

  /** Returns the file's content. */
  public static byte[] encode(State state, Sealer sealer) {
    return encode(document(state, sealer));
  }

  /** Returns the content of a file whose records stay as they are written. */
  public static byte[] encode(StateDocument document) {
    return JsonWriter.pretty(document.toJson()).getBytes(StandardCharsets.UTF_8);
  }

  /** Returns a state as a document. */
  public static StateDocument document(State state, Sealer sealer) {
    RecordCodec codec = new RecordCodec(state.lineage(), sealer);
    Map<String, Json> outputs = new LinkedHashMap<>();
    state.outputs().forEach((name, o) -> outputs.put(name, codec.encodeOutput(name, o)));
    Map<String, Json> resources = new LinkedHashMap<>();
    state.resources().forEach((a, record) -> resources.put(a.toString(), codec.encode(record)));
    return new StateDocument(state.lineage(), outputs, resources, Map.of());
  }

  /**
   * Reads a file's content.
   *
   * @param file names the file in messages
   * @throws StateException if it is empty, damaged, conflict-marked, foreign, of a newer format, or
   *     in conflict
   */
  public static State decode(Path file, byte[] content, Sealer sealer) {
    return decode(file, readDocument(file, content), sealer);
  }

  /** Reads a state out of a document. */
  public static State decode(Path file, StateDocument document, Sealer sealer) {
    if (!document.conflicts().isEmpty()) {
      throw new StateException(
          StateProblems.unresolvedConflicts(file, document.conflicts().keySet()));
    }
    try {
      RecordCodec codec = new RecordCodec(document.lineage(), sealer);
      SortedMap<ResourceAddress, ResourceRecord> resources = new TreeMap<>();
      document
          .resources()
          .forEach(
              (text, json) -> {
                ResourceAddress address = RecordCodec.address(text);
                resources.put(address, codec.decode(address, json));
              });
      SortedMap<String, OutputRecord> outputs = new TreeMap<>();
      document.outputs().forEach((name, json) -> outputs.put(name, codec.decodeOutput(name, json)));
      return new State(document.lineage(), resources, outputs);
    } catch (JsonException e) {
      throw new StateException(StateProblems.wrongContent(file, e.getMessage()), e);
    }
  }

  /** Reads a file's content as far as that goes without the key: secrets stay sealed. */
  public static StateDocument readDocument(Path file, byte[] content) {
    String text = text(file, content);
    if (text.isBlank()) {
      throw new StateException(StateProblems.emptyFile(file));
    }
    int marker = conflictMarker(text);
    if (marker > 0) {
      throw new StateException(StateProblems.conflictMarkers(file, marker));
    }
    Json json;
    try {
      json = JsonReader.read(text);
    } catch (JsonException e) {
      throw new StateException(StateProblems.damagedFile(file, e.getMessage(), e.atEnd()), e);
    }
    try {
      return checked(file, json);
    } catch (JsonException e) {
      throw new StateException(StateProblems.wrongContent(file, e.getMessage()), e);
    }
  }

  private static StateDocument checked(Path file, Json json) {
    if (!(json instanceof Json.Obj(Map<String, Json> fields))) {
      throw new StateException(StateProblems.foreignFile(file, "JSON that is no object"));
    }
    if (!Json.str(FORMAT).equals(fields.get("format"))) {
      throw new StateException(StateProblems.foreignFile(file, owner(fields)));
    }
    JsonFields in = new JsonFields("the file", fields);
    if (in.number("format_version") > FORMAT_VERSION) {
      throw new StateException(
          StateProblems.newerFile(file, in.number("format_version"), FORMAT_VERSION));
    }
    in.only("conflicts", "format", "format_version", "lineage", "outputs", "resources");
    return new StateDocument(
        in.string("lineage"), in.object("outputs"), in.object("resources"), in.object("conflicts"));
  }

  private static String owner(Map<String, Json> fields) {
    if (fields.containsKey("terraform_version") || fields.containsKey("encrypted_data")) {
      return "a state of Terraform or OpenTofu";
    }
    if (fields.containsKey("deployment") || fields.containsKey("checkpoint")) {
      return "a state of Pulumi";
    }
    List<String> names = new ArrayList<>(fields.keySet());
    return "something else, with the fields "
        + String.join(", ", names.subList(0, Math.min(5, names.size())));
  }

  private static String text(Path file, byte[] content) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException e) {
      throw new StateException(StateProblems.damagedFile(file, "it is not UTF-8 text", false), e);
    }
  }

  /** Returns the number of the first line that git marks conflicts with, zero if there is none. */
  private static int conflictMarker(String text) {
    if (!text.contains("<<<<<<<") && !text.contains(">>>>>>>")) {
      return 0;
    }
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith("<<<<<<< ") || lines.get(i).startsWith(">>>>>>> ")) {
        return i + 1;
      }
    }
    return 0;
  }
}
