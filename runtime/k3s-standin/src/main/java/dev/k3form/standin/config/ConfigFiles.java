package dev.k3form.standin.config;

import dev.k3form.standin.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * {@code config.yaml} and then {@code config.yaml.d/*.yaml} in alphabetical order. The last value
 * of a key wins and keeps the key's first place; a key that ends in {@code +} appends.
 */
final class ConfigFiles {

  private final Map<String, List<String>> keys = new LinkedHashMap<>();

  private ConfigFiles() {}

  /** The keys with their values, in the order in which the keys were first met. */
  static Map<String, List<String>> read(Path config) throws Exit {
    var files = new ConfigFiles();
    try {
      if (Files.isRegularFile(config)) {
        files.add(config);
      }
      Path parts = config.resolveSibling(config.getFileName() + ".d");
      if (Files.isDirectory(parts)) {
        for (Path part : sorted(parts)) {
          files.add(part);
        }
      }
    } catch (IOException e) {
      throw Exit.fatal("failed to read configuration: " + e.getMessage());
    }
    return files.keys;
  }

  private static List<Path> sorted(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.filter(p -> p.toString().matches(".*\\.ya?ml")).sorted().toList();
    }
  }

  private void add(Path file) throws IOException, Exit {
    Object read = parse(Files.readString(file));
    if (read == null) {
      return;
    }
    if (!(read instanceof Map<?, ?> map)) {
      throw Exit.fatal("yaml: unmarshal errors:\n  line 1: cannot unmarshal into yaml.MapSlice");
    }
    map.forEach((key, value) -> put(String.valueOf(key), values(value)));
  }

  private void put(String key, List<String> values) {
    if (key.endsWith("+")) {
      keys.computeIfAbsent(key.substring(0, key.length() - 1), _ -> new ArrayList<>())
          .addAll(values);
    } else {
      keys.put(key, new ArrayList<>(values));
    }
  }

  private static List<String> values(@Nullable Object value) {
    if (value instanceof List<?> list) {
      List<String> values = new ArrayList<>();
      list.forEach(element -> values.add(String.valueOf(element)));
      return values;
    }
    return List.of(value == null ? "" : String.valueOf(value));
  }

  private static @Nullable Object parse(String text) throws Exit {
    try {
      return new Load(LoadSettings.builder().build()).loadFromString(text);
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      throw Exit.fatal("yaml: line " + line + ": " + goWords(e.getProblem()));
    } catch (YamlEngineException e) {
      throw Exit.fatal("yaml: " + e.getMessage());
    }
  }

  /** k3s's parser speaks of contexts where ours says "here". */
  private static String goWords(@Nullable String problem) {
    return problem == null
        ? "could not be parsed"
        : problem.replace("not allowed here", "not allowed in this context");
  }
}
