package dev.k3form.cli;

import java.util.Optional;

/** The version of this program. */
public final class Version {
  private Version() {}

  /** Returns the version, {@code dev} when it runs from class files. */
  public static String text() {
    return released().orElse("dev");
  }

  /** Returns the version that the build gave it; empty when it runs from class files. */
  public static Optional<String> released() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion());
  }
}
