package dev.k3form.engine.file;

import dev.k3form.engine.problem.PlanProblems;
import dev.k3form.model.graph.ConfigurationSources;
import dev.k3form.model.value.Value;
import dev.k3form.state.StateException;
import dev.k3form.state.codec.ValueCodec;
import dev.k3form.state.disk.Disk;
import dev.k3form.state.disk.DiskReason;
import dev.k3form.state.disk.RealDisk;
import dev.k3form.state.json.Json;
import dev.k3form.state.json.JsonException;
import dev.k3form.state.json.JsonFields;
import dev.k3form.state.json.JsonReader;
import dev.k3form.state.json.JsonWriter;
import dev.k3form.state.secret.Place;
import dev.k3form.state.secret.Sealer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A saved plan: the document of {@link PlanCodec} with the sources of the configuration.
 *
 * <p>It needs nothing else to be shown or applied. Readable for its owner only; secrets are sealed
 * as in the state, and so are whole source files, which may hold anything. A {@link PlanSeal} binds
 * every byte: what was approved is what is applied.
 */
public final class PlanFile {
  private static final String SOURCES = "sources";
  private static final String WORKSPACE = "workspace";

  /** How much of a file is read to see whether it is a plan. */
  private static final int HEAD = 256;

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
    if (!saved.workspace().isEmpty()) {
      fields.put(WORKSPACE, Json.str(saved.workspace()));
    }
    byte[] content =
        new PlanSeal(sealer, saved.plan().lineage()).seal(JsonWriter.pretty(new Json.Obj(fields)));
    Disk disk = new RealDisk();
    try {
      Path target = replaceable(file);
      Path temporary = target.resolveSibling(".k3form-" + UUID.randomUUID() + ".new");
      try {
        disk.write(temporary, content, true);
        disk.rename(temporary, target);
      } finally {
        disk.delete(temporary);
      }
    } catch (IOException e) {
      throw new StateException(
          PlanProblems.unwritable(file.toString(), "The reason: " + DiskReason.of(e) + "."), e);
    }
  }

  /**
   * Returns the file to put the plan into, behind links; an earlier plan or an empty file may be
   * replaced, while a slip must not cost the user a file of configuration, the state or a device.
   */
  private static Path replaceable(Path file) throws IOException {
    Path target = file.toAbsolutePath();
    if (!Files.exists(target)) {
      return target;
    }
    target = target.toRealPath();
    if (!Files.isRegularFile(target)) {
      throw new StateException(
          PlanProblems.unwritable(
              file.toString(),
              Files.isDirectory(target) ? "It is a directory." : "It is no regular file."));
    }
    try (InputStream in = Files.newInputStream(target)) {
      String head = new String(in.readNBytes(HEAD), StandardCharsets.UTF_8);
      if (!head.isEmpty() && !head.contains(PlanCodec.FORMAT)) {
        throw new StateException(
            PlanProblems.unwritable(
                file.toString(), "There is a file already that is no plan; it is left alone."));
      }
    }
    return target;
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
   * @throws StateException if it cannot be read, is none, or is not as it was written
   */
  public static SavedPlan read(Path file, Sealer sealer) {
    try {
      Optional<byte[]> content = new RealDisk().read(file.toAbsolutePath());
      if (content.isEmpty()) {
        throw new StateException(
            PlanProblems.unreadable(file.toString(), "There is no such file."));
      }
      Json json = JsonReader.read(new String(content.get(), StandardCharsets.UTF_8));
      Optional<String> foreign = PlanCodec.foreign(json);
      if (foreign.isPresent()) {
        throw new StateException(
            PlanProblems.unreadable(file.toString(), "The reason: " + foreign.get() + "."));
      }
      authenticate(file, content.get(), json, sealer);
      var plan = PlanCodec.sealing(sealer).decode(json);
      JsonFields sources =
          JsonFields.of("the sources", JsonFields.of("the plan", json).any(SOURCES));
      return new SavedPlan(
          plan,
          decode(sources, values(plan.lineage(), sealer)),
          JsonFields.of("the plan", json).findString(WORKSPACE).orElse(""));
    } catch (JsonException | IllegalArgumentException e) {
      throw new StateException(
          PlanProblems.unreadable(file.toString(), "It is damaged: " + e.getMessage() + "."), e);
    } catch (IOException e) {
      throw new StateException(
          PlanProblems.unreadable(file.toString(), "The reason: " + DiskReason.of(e) + "."), e);
    }
  }

  /** Nothing of a file is believed before its seal is found to be over these very bytes. */
  private static void authenticate(Path file, byte[] content, Json json, Sealer sealer) {
    JsonFields in = JsonFields.of("the plan", json);
    if (in.findString(PlanSeal.FIELD).isEmpty()) {
      throw new StateException(PlanProblems.unsealed(file.toString()));
    }
    if (!new PlanSeal(sealer, in.string("lineage")).holds(content)) {
      throw new StateException(PlanProblems.tampered(file.toString()));
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
