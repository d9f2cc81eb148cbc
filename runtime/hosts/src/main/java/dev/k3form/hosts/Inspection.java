package dev.k3form.hosts;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a caller wants to know of a host. Names may hold any character but NUL.
 *
 * @param paths absolute paths, each with the size up to which its content is wanted as well (zero
 *     for none)
 * @param units systemd units
 * @param packages packages by the distribution's own names
 * @param commands commands that only look; their output is part of the answer
 */
public record Inspection(
    Map<String, Integer> paths,
    Set<String> units,
    Set<String> packages,
    Set<List<String>> commands) {

  public Inspection {
    paths = Collections.unmodifiableMap(new LinkedHashMap<>(paths));
    units = Collections.unmodifiableSet(new LinkedHashSet<>(units));
    packages = Collections.unmodifiableSet(new LinkedHashSet<>(packages));
    commands = Collections.unmodifiableSet(new LinkedHashSet<>(commands));
    for (String path : paths.keySet()) {
      if (!path.startsWith("/")) {
        throw new IllegalArgumentException("not an absolute path: " + path);
      }
    }
  }

  /** Returns an inspection of nothing, to be added to. */
  public static Inspection none() {
    return new Inspection(Map.of(), Set.of(), Set.of(), Set.of());
  }

  /** Returns this and the state of a path, without its content. */
  public Inspection path(String path) {
    return content(path, 0);
  }

  /** Returns this and the state of a path, with its content if it has at most so many bytes. */
  public Inspection content(String path, int atMost) {
    return merge(new Inspection(Map.of(path, atMost), Set.of(), Set.of(), Set.of()));
  }

  /** Returns this and the state of a unit; {@code haproxy} means {@code haproxy.service}. */
  public Inspection unit(String unit) {
    return merge(new Inspection(Map.of(), Set.of(unit), Set.of(), Set.of()));
  }

  /** Returns this and whether a package is installed. */
  public Inspection pkg(String name) {
    return merge(new Inspection(Map.of(), Set.of(), Set.of(name), Set.of()));
  }

  /** Returns this and the output of a command that only looks and ends within ten seconds. */
  public Inspection command(String... argv) {
    return merge(new Inspection(Map.of(), Set.of(), Set.of(), Set.of(List.of(argv))));
  }

  /** Returns everything that either of the two wants. */
  public Inspection merge(Inspection other) {
    var allPaths = new LinkedHashMap<>(paths);
    other.paths.forEach((path, atMost) -> allPaths.merge(path, atMost, Math::max));
    return new Inspection(
        allPaths,
        union(units, other.units),
        union(packages, other.packages),
        union(commands, other.commands));
  }

  private static <T> Set<T> union(Set<T> left, Set<T> right) {
    var all = new ArrayList<>(left);
    all.addAll(right);
    return new LinkedHashSet<>(all);
  }
}
