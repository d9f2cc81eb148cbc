package dev.k3form.cli.project;

import dev.k3form.state.store.StateLocation;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which store is used, as the {@code store} block of the configuration says; holds no secrets.
 *
 * @param type {@code local}, {@code git} or {@code postgres}
 * @param arguments the arguments of the block as text, durations such as {@code 90s}
 */
public record StoreChoice(String type, SortedMap<String, String> arguments) {
  /** The type of a store in the working directory. */
  public static final String LOCAL_TYPE = "local";

  /** The type of a store in a git repository with a remote. */
  public static final String GIT_TYPE = "git";

  /** The type of a store in a database. */
  public static final String POSTGRES_TYPE = "postgres";

  /** What is used where the configuration does not say. */
  public static final StoreChoice LOCAL = new StoreChoice(LOCAL_TYPE, new TreeMap<>());

  private static final List<String> TIMES = List.of("lock_heartbeat", "lock_expiry");
  private static final Map<String, List<String>> KNOWN =
      Map.of(
          LOCAL_TYPE, List.of(),
          GIT_TYPE, List.of("lock_expiry", "lock_heartbeat", "remote"),
          POSTGRES_TYPE,
              List.of(
                  "lock_expiry",
                  "lock_heartbeat",
                  "project",
                  "schema",
                  "sslcert",
                  "sslkey",
                  "sslmode",
                  "sslrootcert",
                  "url",
                  "user"));

  /** Copies the arguments. */
  public StoreChoice {
    arguments = Collections.unmodifiableSortedMap(new TreeMap<>(arguments));
  }

  /** Returns the types that there are. */
  public static List<String> types() {
    return List.of(LOCAL_TYPE, GIT_TYPE, POSTGRES_TYPE);
  }

  /** Returns the arguments that a type takes; none for types that there are not. */
  public static List<String> argumentsOf(String type) {
    return KNOWN.getOrDefault(type, List.of());
  }

  /** Reports whether an argument is a duration. */
  public static boolean isTime(String argument) {
    return TIMES.contains(argument);
  }

  /** Returns an argument, or what stands for it where it is not given. */
  public String argument(String name, String otherwise) {
    return arguments.getOrDefault(name, otherwise);
  }

  /**
   * Reports whether both keep state in the same place: the local and the git store share the state
   * file, and times and users do not move anything.
   */
  public boolean samePlace(StoreChoice other) {
    return place().equals(other.place());
  }

  private List<String> place() {
    return type.equals(POSTGRES_TYPE)
        ? List.of(type, argument("url", ""), argument("schema", "k3form"), argument("project", ""))
        : List.of("file");
  }

  /** Returns the command that takes a workspace's state out of the store, with its history. */
  String emptying(StateLocation location) {
    if (!type.equals(POSTGRES_TYPE)) {
      return "rm " + location.stateFile();
    }
    String schema = argument("schema", "k3form");
    String name = argument("project", "") + "/" + location.workspace();
    String user = arguments.containsKey("user") ? " -U " + argument("user", "") : "";
    return Stream.of("change", "history", "output", "resource", "state")
        .map(
            table -> "DELETE FROM " + schema + "." + table + " WHERE " + key(table) + " = '" + name)
        .collect(
            Collectors.joining(
                "'; ", "psql" + user + " -d " + argument("url", "") + " -c \"", "'\""));
  }

  private static String key(String table) {
    return table.equals("state") ? "name" : "state";
  }

  /** Returns what to call it in a sentence. */
  @Override
  public String toString() {
    return switch (type) {
      case GIT_TYPE -> "the git store (remote `" + argument("remote", "origin") + "`)";
      case POSTGRES_TYPE ->
          "the PostgreSQL store (" + argument("url", "") + ", " + argument("project", "") + ")";
      default -> "the local store";
    };
  }
}
