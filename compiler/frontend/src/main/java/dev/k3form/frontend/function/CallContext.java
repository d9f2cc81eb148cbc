package dev.k3form.frontend.function;

import dev.k3form.frontend.load.FileAccess;
import dev.k3form.model.value.Value;
import java.time.Instant;
import java.util.Map;

/** What a function may know of the world: files, the time of the plan, and how templates work. */
public interface CallContext {
  /** Returns the files of the configuration. */
  FileAccess files();

  /** Returns the directory of the module in which the call stands. */
  String moduleDirectory();

  /** Returns the time at which the plan was begun. */
  Instant planTime();

  /** Returns the text that a template gives for the values of its names. */
  Value render(String templateName, String template, Map<String, Value> names);
}
