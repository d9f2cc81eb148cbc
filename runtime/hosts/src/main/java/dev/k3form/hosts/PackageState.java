package dev.k3form.hosts;

import java.util.Optional;

/**
 * Whether a package is installed, and in which version.
 *
 * @param version as the package manager writes it; empty where the package is not installed
 */
public record PackageState(Optional<String> version) {

  /** Reports whether the package is installed. */
  public boolean installed() {
    return version.isPresent();
  }
}
