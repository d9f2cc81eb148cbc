package dev.k3form.state.store;

import dev.k3form.state.State;
import dev.k3form.state.StateException;
import dev.k3form.state.StateProblems;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * The way of a state from one store to another: {@code k3form state migrate}.
 *
 * <p>The source is locked meanwhile. The lineage goes along, so seals stay valid. The old store
 * keeps what it had; whoever still uses it has a state that falls behind, so it is to be put out of
 * use.
 */
public final class StateMigration {
  private StateMigration() {}

  /**
   * Copies everything and reads it back.
   *
   * @param mayReplace says of a state that the target has whether it is an earlier one of this
   * @throws StateException if a run is unfinished at the source, the target has a state of its own,
   *     or does not give back what it was given
   */
  public static State migrate(
      StateStore from, StateStore to, Duration lockTimeout, Predicate<State> mayReplace) {
    try (StateSession source = from.open("state migrate", lockTimeout)) {
      if (!source.openIntents().isEmpty()) {
        throw new StateException(StateProblems.unfinishedAtSource());
      }
      source.commit("Write what was in the journal, before the state moves");
      State state = source.state();
      to.adopt(state, "Take the state over from another store", mayReplace);
      if (!to.read().equals(state)) {
        throw new StateException(StateProblems.migrationDiffers());
      }
      return state;
    }
  }
}
