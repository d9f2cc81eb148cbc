package dev.k3form.cli;

/** The version of this program. */
public final class Version {
  private Version() {}

  /** Returns the version, {@code dev} when it runs from class files. */
  public static String text() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "dev" : version;
  }
}
