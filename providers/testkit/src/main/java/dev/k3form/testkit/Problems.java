package dev.k3form.testkit;

import dev.k3form.model.address.AttributePath;
import dev.k3form.spi.ProblemSink;
import java.util.ArrayList;
import java.util.List;

/** Keeps the problems that validation reports, each as {@code path: summary}. */
public final class Problems implements ProblemSink {
  private final List<String> errors = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  @Override
  public void error(AttributePath path, String summary, String help) {
    errors.add(path + ": " + summary);
  }

  @Override
  public void warning(AttributePath path, String summary, String help) {
    warnings.add(path + ": " + summary);
  }

  /** Returns the errors. */
  public List<String> errors() {
    return List.copyOf(errors);
  }

  /** Returns the warnings. */
  public List<String> warnings() {
    return List.copyOf(warnings);
  }
}
