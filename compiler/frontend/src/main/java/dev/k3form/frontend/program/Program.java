package dev.k3form.frontend.program;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A whole configuration: the root module and every module that is called, each once by directory.
 *
 * @param settings what the {@code k3form} block of the root module says
 */
public record Program(String root, Map<String, Module> modules, Settings settings) {
  /** Copies the map and keeps its order. */
  public Program {
    modules = Collections.unmodifiableMap(new LinkedHashMap<>(modules));
  }

  /** Returns the module that the command was given. */
  public Module rootModule() {
    return module(root);
  }

  /** Returns the module of a directory. */
  public Module module(String directory) {
    Module found = modules.get(directory);
    if (found == null) {
      throw new IllegalArgumentException("no module in " + directory);
    }
    return found;
  }
}
