package dev.k3form.cli.project;

import dev.k3form.cli.terminal.Terminal;
import dev.k3form.state.git.GitHistory;
import dev.k3form.state.git.GitStateStore;
import dev.k3form.state.history.StateHistory;
import dev.k3form.state.postgres.PostgresSettings;
import dev.k3form.state.postgres.PostgresStateStore;
import dev.k3form.state.secret.Sealer;
import dev.k3form.state.store.LocalStateStore;
import dev.k3form.state.store.LockTiming;
import dev.k3form.state.store.StateLocation;
import dev.k3form.state.store.StateStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Opens the stores of one project; closes the connections that it made. */
final class Stores implements AutoCloseable {
  private final Terminal terminal;
  private final List<PostgresStateStore> opened = new ArrayList<>();

  Stores(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Opens the state of a workspace in a store. */
  StateStore open(StoreChoice choice, StateLocation location, Sealer sealer) {
    return switch (choice.type()) {
      case StoreChoice.GIT_TYPE ->
          new GitStateStore(
              location, sealer, choice.argument("remote", GitStateStore.ORIGIN), timing(choice));
      case StoreChoice.POSTGRES_TYPE -> {
        PostgresStateStore store =
            new PostgresStateStore(location, sealer, settings(choice), timing(choice));
        opened.add(store);
        yield store;
      }
      default -> new LocalStateStore(location, sealer);
    };
  }

  /** Returns the workspaces that have a state in a store, in order of names. */
  List<String> workspaces(StoreChoice choice, Path directory) {
    return choice.type().equals(StoreChoice.POSTGRES_TYPE)
        ? PostgresStateStore.workspaces(settings(choice))
        : StateLocation.all(directory).stream().map(StateLocation::workspace).toList();
  }

  /** Returns what was done before to a state that {@link #open} has given. */
  StateHistory history(StateStore store, StateLocation location) {
    return store instanceof PostgresStateStore database
        ? database.history()
        : new GitHistory(location);
  }

  private static LockTiming timing(StoreChoice choice) {
    return new LockTiming(
        time(choice, "lock_heartbeat", LockTiming.STANDARD.beat()),
        time(choice, "lock_expiry", LockTiming.STANDARD.expiry()));
  }

  private static Duration time(StoreChoice choice, String name, Duration usual) {
    String text = choice.argument(name, "");
    return text.isEmpty()
        ? usual
        : Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)));
  }

  private PostgresSettings settings(StoreChoice choice) {
    String url = choice.argument("url", "");
    DatabaseAddress address =
        DatabaseAddress.parse(url)
            .orElseThrow(() -> new IllegalArgumentException("no address of a database: " + url));
    Map<String, String> properties = new HashMap<>();
    put(properties, "user", choice.argument("user", address.user()), "PGUSER");
    put(properties, "password", variable("K3FORM_POSTGRES_PASSWORD"), "PGPASSWORD");
    put(properties, "sslmode", choice.argument("sslmode", ""), "PGSSLMODE");
    for (String file : List.of("sslrootcert", "sslcert", "sslkey")) {
      put(properties, file, choice.argument(file, ""), "PG" + file.toUpperCase(Locale.ROOT));
      properties.computeIfPresent(file, (_, name) -> terminal.directory().resolve(name).toString());
    }
    if (address.hasSeveralHosts()) {
      properties.put("targetServerType", "primary");
    }
    return new PostgresSettings(
        address.forDriver(),
        properties,
        choice.argument("schema", "k3form").toLowerCase(Locale.ROOT),
        choice.argument("project", ""));
  }

  private void put(Map<String, String> properties, String key, String value, String variable) {
    String chosen = value.isEmpty() ? variable(variable) : value;
    if (!chosen.isEmpty()) {
      properties.put(key, chosen);
    }
  }

  private String variable(String name) {
    return terminal.environment().getOrDefault(name, "");
  }

  @Override
  public void close() {
    opened.forEach(PostgresStateStore::close);
    opened.clear();
  }
}
