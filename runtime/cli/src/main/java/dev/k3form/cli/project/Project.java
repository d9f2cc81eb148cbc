package dev.k3form.cli.project;

import dev.k3form.cli.command.CommandFailure;
import dev.k3form.cli.terminal.Terminal;
import dev.k3form.engine.provider.ProviderCatalog;
import dev.k3form.state.State;
import dev.k3form.state.StateException;
import dev.k3form.state.keys.KeyEnvironment;
import dev.k3form.state.keys.StateKeys;
import dev.k3form.state.store.LocalStateStore;
import dev.k3form.state.store.StateLocation;
import dev.k3form.state.store.StateSession;
import dev.k3form.state.store.StateStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;

/** A directory of configuration with its state, in one workspace. */
public final class Project {
  private final Terminal terminal;
  private final ProviderCatalog catalog;
  private final StateLocation location;
  private final StateKeys keys;
  private final StateStore store;

  private Project(Terminal terminal, ProviderCatalog catalog) {
    this.terminal = terminal;
    this.catalog = catalog;
    this.location =
        new StateLocation(
            terminal.directory(),
            terminal.environment().getOrDefault("K3FORM_WORKSPACE", StateLocation.DEFAULT));
    this.keys =
        new StateKeys(
            location,
            new KeyEnvironment(
                terminal.environment(),
                Path.of(terminal.environment().getOrDefault("HOME", "/root"))));
    this.store = new LocalStateStore(location, keys.sealer());
  }

  /** Opens the project in the terminal's directory; touches nothing yet. */
  public static Project of(Terminal terminal) {
    return new Project(terminal, ProviderCatalog.discover());
  }

  /** Returns the terminal, in the directory of the project. */
  public Terminal terminal() {
    return terminal;
  }

  /** Returns the directory. */
  public Path directory() {
    return terminal.directory();
  }

  /** Returns the providers of this installation. */
  public ProviderCatalog catalog() {
    return catalog;
  }

  /** Returns where the state's files are. */
  public StateLocation location() {
    return location;
  }

  /** Returns the keys of the state's secrets. */
  public StateKeys keys() {
    return keys;
  }

  /** Returns where the state is kept. */
  public StateStore store() {
    return store;
  }

  /** Reports whether there is a state. */
  public boolean hasState() {
    return Files.exists(location.stateFile()) || Files.exists(location.journalFile());
  }

  /** Takes the state's lock. */
  public StateSession lock(String operation, Duration timeout) {
    return guarded(() -> store.open(operation, timeout));
  }

  /** Reads the state without the lock. */
  public State state() {
    return guarded(store::read);
  }

  /** Does something with the state; what is wrong with it becomes a failure of the command. */
  public static <T> T guarded(Supplier<T> work) {
    try {
      return work.get();
    } catch (StateException e) {
      throw new CommandFailure(e.diagnostic());
    }
  }
}
