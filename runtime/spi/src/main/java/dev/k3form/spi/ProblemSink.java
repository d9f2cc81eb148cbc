package dev.k3form.spi;

import dev.k3form.model.address.AttributePath;

/** Takes the problems that a type finds in a configuration. */
public interface ProblemSink {
  /**
   * Reports an error.
   *
   * @param path the argument
   * @param summary what is wrong, in lower case, without full stop
   * @param help what to do
   */
  void error(AttributePath path, String summary, String help);

  /** Reports a warning. */
  void warning(AttributePath path, String summary, String help);

  /** Reports an error of a root argument. */
  default void error(String argument, String summary, String help) {
    error(AttributePath.of(argument), summary, help);
  }
}
