package dev.k3form.engine.file;

import dev.k3form.engine.problem.PlanProblems;
import dev.k3form.model.graph.ConfigurationSources;
import dev.k3form.model.value.Value;
import dev.k3form.state.StateException;
import dev.k3form.state.codec.ValueCodec;
import dev.k3form.state.disk.Disk;
import dev.k3form.state.disk.RealDisk;
import dev.k3form.state.json.Json;
import dev.k3form.state.json.JsonException;
import dev.k3form.state.json.JsonFields;
import dev.k3form.state.json.JsonReader;
import dev.k3form.state.json.JsonWriter;
import dev.k3form.state.secret.Place;
import dev.k3form.state.secret.Sealer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A saved plan: the document of {@link PlanCodec} with the sources of the configuration.
 *
 * <p>It needs nothing else to be shown or applied. Readable for its owner only; secrets are sealed
 * as in the state, and so are whole source files, which may hold anything.
 */
public final class PlanFile {
  private static final String SOURCES = "sources";

  private PlanFile() {}

  /**
   * Writes a plan.
   *
   * @throws StateException if the file cannot be written; an earlier one is left as it was then
   */
  public static void write(Path file, SavedPlan saved, Sealer sealer) {
    Map<String, Json> fields =
        new LinkedHashMap<>(PlanCodec.sealing(sealer).encode(saved.plan()).fields());
    fields.put(SOURCES, encode(saved, sealer));
    byte[] content = JsonWriter.pretty(new Json.Obj(fields)).getBytes(StandardCharsets.UTF_8);
    Disk disk = new RealDisk();
    Path absolute = file.toAbsolutePath();
    Path temporary = absolute.resolveSibling(absolute.getFileName() + ".tmp");
    try {
      disk.write(temporary, content, true);
      disk.rename(temporary, absolute);
    } catch (IOException e) {
      throw new StateException(
          PlanProblems.unwritable(file.toString(), String.valueOf(e.getMessage())), e);
    }
  }

  private static Json encode(SavedPlan saved, Sealer sealer) {
    ValueCodec values = values(saved.plan().lineage(), sealer);
    Doc files = new Doc();
    saved
        .sources()
        .files()
        .forEach(
            (path, text) ->
                files.put(path, values.encode("file " + path, new Value.Secret(Value.str(text)))));
    Doc variables = new Doc();
    saved
        .sources()
        .variables()
        .forEach((name, value) -> variables.put(name, values.encode("var." + name, value)));
    return new Doc().put("files", files.end()).put("variables", variables.end()).end();
  }

  private static ValueCodec values(String lineage, Sealer sealer) {
    return ValueCodec.of(sealer, new Place(lineage, "plan sources", ""));
  }

  /**
   * Reads a plan.
   *
   * @throws StateException if it cannot be read, or is none
   */
  public static SavedPlan read(Path file, Sealer sealer) {
    try {
      Optional<byte[]> content = new RealDisk().read(file.toAbsolutePath());
      if (content.isEmpty()) {
        throw new StateException(
            PlanProblems.unreadable(file.toString(), "There is no such file."));
      }
      Json json = JsonReader.read(new String(content.get(), StandardCharsets.UTF_8));
      var plan = PlanCodec.sealing(sealer).decode(json);
      JsonFields sources =
          JsonFields.of("the sources", JsonFields.of("the plan", json).any(SOURCES));
      return new SavedPlan(plan, decode(sources, values(plan.lineage(), sealer)));
    } catch (JsonException | IllegalArgumentException e) {
      throw new StateException(
          PlanProblems.unreadable(file.toString(), "It is damaged: " + e.getMessage() + "."), e);
    } catch (IOException e) {
      throw new StateException(
          PlanProblems.unreadable(file.toString(), String.valueOf(e.getMessage())), e);
    }
  }

  private static ConfigurationSources decode(JsonFields in, ValueCodec values) {
    SortedMap<String, String> files = new TreeMap<>();
    in.object("files")
        .forEach(
            (path, json) -> {
              if (values.decode("file " + path, json).reveal() instanceof Value.Str(String text)) {
                files.put(path, text);
              } else {
                throw new JsonException("the source `" + path + "` cannot be opened");
              }
            });
    SortedMap<String, Value> variables = new TreeMap<>();
    in.object("variables")
        .forEach((name, json) -> variables.put(name, values.decode("var." + name, json)));
    return new ConfigurationSources(files, variables);
  }
}
