package dev.k3form.hosts;

import java.util.Optional;

/**
 * A package that is to be there or not.
 *
 * @param name in the distribution's own naming, see {@link Distribution}
 * @param version a version of the distribution's to insist on; empty for any
 * @param wanted whether it is to be installed or removed
 */
public record PackageGoal(String name, Optional<String> version, boolean wanted) {

  public PackageGoal {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9+._:@/-]*")
        || !version.map(v -> v.matches("[A-Za-z0-9][A-Za-z0-9+.:~_^-]*")).orElse(true)) {
      throw new IllegalArgumentException("not the name and version of a package: " + name);
    }
  }

  public static PackageGoal present(String name) {
    return new PackageGoal(name, Optional.empty(), true);
  }

  public static PackageGoal present(String name, String version) {
    return new PackageGoal(name, Optional.of(version), true);
  }

  public static PackageGoal absent(String name) {
    return new PackageGoal(name, Optional.empty(), false);
  }
}
