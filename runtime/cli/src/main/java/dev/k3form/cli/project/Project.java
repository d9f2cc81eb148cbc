package dev.k3form.cli.project;

import dev.k3form.cli.command.CommandFailure;
import dev.k3form.cli.terminal.Terminal;
import dev.k3form.cli.view.ProgressView;
import dev.k3form.engine.provider.ProviderCatalog;
import dev.k3form.state.State;
import dev.k3form.state.StateException;
import dev.k3form.state.history.StateHistory;
import dev.k3form.state.keys.KeyEnvironment;
import dev.k3form.state.keys.KeyRotation;
import dev.k3form.state.keys.StateKeys;
import dev.k3form.state.secret.Sealer;
import dev.k3form.state.store.Snapshots;
import dev.k3form.state.store.StateLocation;
import dev.k3form.state.store.StateSession;
import dev.k3form.state.store.StateStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A directory of configuration with its state, in one workspace. */
public final class Project implements AutoCloseable {
  private final Terminal terminal;
  private final ProviderCatalog catalog;
  private final StateLocation location;
  private final StateKeys keys;
  private final Sealer sealer;
  private final Stores stores;
  private @Nullable StoreChoice choice;
  private @Nullable StateStore store;

  private Project(Terminal terminal, ProviderCatalog catalog) {
    this.terminal = terminal;
    this.catalog = catalog;
    this.location =
        new StateLocation(terminal.directory(), new WorkspaceSelection(terminal).current());
    this.keys =
        new StateKeys(
            location,
            new KeyEnvironment(
                terminal.environment(),
                Path.of(terminal.environment().getOrDefault("HOME", "/root")),
                new AskedPassphrase(terminal)));
    this.sealer = keys.sealer();
    this.stores = new Stores(terminal);
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

  /** Returns what seals and opens the state's secrets. */
  public Sealer sealer() {
    return sealer;
  }

  /** Returns which workspace is worked on. */
  public WorkspaceSelection selection() {
    return new WorkspaceSelection(terminal);
  }

  /** Returns which store the configuration chooses. */
  public StoreChoice choice() {
    StoreChoice known = choice;
    if (known == null) {
      known = StoreSettings.read(terminal.directory());
      choice = known;
    }
    return known;
  }

  /** Returns where the state is kept; refuses if it is still in the store that was used before. */
  public StateStore store() {
    StateStore known = store;
    if (known == null) {
      StateStore opened = guarded(() -> stores.open(choice(), location, sealer));
      guarded(() -> checkMoved(opened));
      known = opened;
      store = known;
    }
    return known;
  }

  /** Where another store is chosen than last time, the state must have gone there. */
  private StateStore checkMoved(StateStore chosen) {
    StoreMemory memory = new StoreMemory(directory());
    StoreChoice before = memory.last();
    if (!before.samePlace(choice())) {
      new StoreChange(stores, sealer, before, choice()).check(location);
    }
    memory.keep(choice());
    return chosen;
  }

  /** Opens a workspace's state in a store, whatever the configuration chooses. */
  public StateStore storeOf(StoreChoice other, String workspace) {
    return guarded(() -> stores.open(other, new StateLocation(directory(), workspace), sealer));
  }

  /** Reports whether the chosen store has an earlier state of what a workspace has elsewhere. */
  public boolean mayReplace(StoreChoice source, String workspace, State there) {
    StateLocation of = new StateLocation(directory(), workspace);
    return guarded(() -> new StoreChange(stores, sealer, source, choice()).replaceable(of, there));
  }

  /** Takes note of how a state was when it moved to another store. */
  public void left(StoreChoice source, String workspace, State moved) {
    new StoresLeft(directory()).left(source, workspace, Snapshots.digest(moved, sealer));
  }

  /** Returns the store that this clone used last. */
  public StoreChoice lastChoice() {
    return new StoreMemory(directory()).last();
  }

  /** Takes note that the chosen store is the one in use. */
  public void keepChoice() {
    new StoreMemory(directory()).keep(choice());
  }

  /** Returns the workspaces that have a state in a store, in order of names. */
  public List<String> workspaces(StoreChoice in) {
    return guarded(() -> stores.workspaces(in, directory()));
  }

  /** Returns what was done to the state before. */
  public StateHistory history() {
    StateStore from = store();
    return guarded(() -> stores.history(from, location));
  }

  /** Returns the way to a new data key, for all workspaces of the chosen store. */
  public KeyRotation rotation() {
    store();
    return new KeyRotation(
        keys,
        both ->
            stores.workspaces(choice(), directory()).stream()
                .map(name -> stores.open(choice(), new StateLocation(directory(), name), both))
                .toList());
  }

  /** Reports whether there is a state. */
  public boolean hasState() {
    StateStore from = store();
    return guarded(from::exists);
  }

  /** Reports whether the workspace that is worked on was begun; the default one always was. */
  public boolean isWorkspaceBegun() {
    return location.workspace().equals(StateLocation.DEFAULT) || hasState();
  }

  /** Takes the state's lock. */
  public StateSession lock(String operation, Duration timeout) {
    return lock(operation, timeout, this::waiting);
  }

  /** Takes the state's lock; has it said if that takes longer than a moment. */
  public StateSession lock(String operation, Duration timeout, Runnable saying) {
    StateStore from = store();
    try (LockWait _ = LockWait.announced(saying)) {
      return guarded(() -> from.open(operation, timeout));
    }
  }

  /** Takes the state's lock also where journal and state contradict each other. */
  public StateSession salvage(String operation, Duration timeout) {
    StateStore from = store();
    try (LockWait _ = LockWait.announced(this::waiting)) {
      return guarded(() -> from.salvage(operation, timeout));
    }
  }

  private void waiting() {
    new ProgressView(terminal).waiting();
  }

  /** Reads the state without the lock. */
  public State state() {
    StateStore from = store();
    return guarded(from::read);
  }

  /** Does something with the state; what is wrong with it becomes a failure of the command. */
  public static <T> T guarded(Supplier<T> work) {
    try {
      return work.get();
    } catch (StateException e) {
      throw new CommandFailure(e.diagnostic());
    }
  }

  /** Does something with the state that gives nothing back. */
  public static void guardedRun(Runnable work) {
    try {
      work.run();
    } catch (StateException e) {
      throw new CommandFailure(e.diagnostic());
    }
  }

  /** Closes the connections of the stores. */
  @Override
  public void close() {
    stores.close();
  }
}
