package dev.k3form.hosts;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a host answered to an {@link Inspection}: an entry for everything that was asked.
 *
 * @param paths by path
 * @param units by the name that was asked for
 * @param packages by name
 * @param commands by argument vector
 */
public record Observation(
    Map<String, PathState> paths,
    Map<String, UnitState> units,
    Map<String, PackageState> packages,
    Map<List<String>, Result> commands) {

  public Observation {
    paths = Map.copyOf(paths);
    units = Map.copyOf(units);
    packages = Map.copyOf(packages);
    commands = Map.copyOf(commands);
  }

  /** Returns the state of a path that was asked for. */
  public PathState path(String path) {
    return asked(paths.get(path), path);
  }

  /** Returns the state of a unit that was asked for. */
  public UnitState unit(String unit) {
    return asked(units.get(unit), unit);
  }

  /** Returns the state of a package that was asked for. */
  public PackageState pkg(String name) {
    return asked(packages.get(name), name);
  }

  /** Returns how a command that was asked for ended. */
  public Result command(String... argv) {
    return asked(commands.get(List.of(argv)), String.join(" ", argv));
  }

  private static <T> T asked(@Nullable T state, String what) {
    if (state == null) {
      throw new IllegalArgumentException("not part of this inspection: " + what);
    }
    return state;
  }
}
