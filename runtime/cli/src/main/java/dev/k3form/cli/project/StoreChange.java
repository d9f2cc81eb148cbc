package dev.k3form.cli.project;

import dev.k3form.cli.command.CommandFailure;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.state.State;
import dev.k3form.state.StateException;
import dev.k3form.state.codec.StateCodec;
import dev.k3form.state.codec.StateDocument;
import dev.k3form.state.history.StateHistory;
import dev.k3form.state.secret.Sealer;
import dev.k3form.state.store.Snapshots;
import dev.k3form.state.store.StateLocation;
import dev.k3form.state.store.StateStore;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Whether a project may go on with another store than before: only where every workspace's state
 * has gone there, and what is there is not older than what it had.
 *
 * <p>States have no counters, so that their histories tell which of two continues the other.
 *
 * @param before the store that this clone used before
 * @param now the store that the configuration chooses
 */
record StoreChange(Stores stores, Sealer sealer, StoreChoice before, StoreChoice now) {
  private static final int LOOKED_BACK = 200;

  /** Fails with what to do about it if a state would be left behind. */
  void check(StateLocation current) {
    for (String name : stores.workspaces(before, current.directory())) {
      check(new StateLocation(current.directory(), name), name);
    }
  }

  private void check(StateLocation location, String name) {
    StateStore former = stores.open(before, location, sealer);
    StateStore chosen = stores.open(now, location, sealer);
    if (!former.exists()) {
      return;
    }
    String of = name.equals(StateLocation.DEFAULT) ? "" : " of workspace `" + name + "`";
    if (!chosen.exists()) {
      throw left("which has no state" + of + ".", "This clone used " + before + " before.");
    }
    State mine = former.read();
    State there = chosen.read();
    if (!mine.lineage().equals(there.lineage())) {
      throw apart(
          location, "Their states" + of + " were begun apart, so neither continues the other.");
    }
    if (mine.equals(there) || earlier(now, location, mine)) {
      return;
    }
    if (replaceable(location, there)) {
      throw left("whose state" + of + " is an earlier one.", "It went on in " + before + ".");
    }
    throw apart(
        location, "Their states" + of + " were changed apart, so neither continues the other.");
  }

  /** Reports whether what the chosen store has is an earlier state of what there was before. */
  boolean replaceable(StateLocation location, State there) {
    return new StoresLeft(location.directory())
            .isAsLeft(now, location.workspace(), Snapshots.digest(there, sealer))
        || earlier(before, location, there);
  }

  /** Reports whether a store once had that state, as far as it remembers. */
  private boolean earlier(StoreChoice in, StateLocation location, State state) {
    return past(in, location).map(p -> p.test(StateCodec.document(state, sealer))).orElse(false);
  }

  private Optional<Predicate<StateDocument>> past(StoreChoice in, StateLocation location) {
    try {
      StateHistory history = stores.history(stores.open(in, location, sealer), location);
      return Optional.of(
          state -> history.entries(LOOKED_BACK).stream().anyMatch(e -> is(history, e.id(), state)));
    } catch (StateException _) {
      return Optional.empty(); // no repository around it
    }
  }

  private static boolean is(StateHistory history, String id, StateDocument state) {
    try {
      return history.at(id).equals(state);
    } catch (StateException _) {
      return false; // a commit that removed the file
    }
  }

  private CommandFailure left(String chosen, String former) {
    return new CommandFailure(
        Diagnostic.error("K3-0831", "the state is still in another store")
            .note("The configuration chooses " + now + ", " + chosen)
            .note(former)
            .help("move it:\n  k3form state migrate")
            .build());
  }

  private CommandFailure apart(StateLocation location, String why) {
    return new CommandFailure(
        Diagnostic.error("K3-0832", "two stores have different states")
            .note("The configuration chooses " + now + "; before it was " + before + ".")
            .note(why)
            .note("Only one of them can be gone on with; keep a copy of what you remove.")
            .help("choose the store before again")
            .help(
                "or empty the store that is chosen now, then move the state there:\n  "
                    + now.emptying(location)
                    + "\n  k3form state migrate")
            .help("or put the state before out of use:\n  " + before.emptying(location))
            .build());
  }
}
