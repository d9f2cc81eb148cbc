package dev.k3form.state.store;

import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.state.OutputRecord;
import dev.k3form.state.ResourceRecord;
import dev.k3form.state.State;
import dev.k3form.state.journal.Durable;
import dev.k3form.state.journal.Intent;
import dev.k3form.state.journal.OpenIntent;
import dev.k3form.state.journal.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The exclusive right to change a state, and the means to.
 *
 * <p>Every method that changes something returns when the change is durable in the journal, may be
 * called by several threads, and costs the same however large the state is. Every one of them
 * throws {@link dev.k3form.state.StateException} when the journal cannot be written; nothing more
 * can be changed then, and what was changed before is safe.
 */
public interface StateSession extends AutoCloseable {
  /** Returns everything that is known as of now. */
  State state();

  /** Returns one record as of now. */
  Optional<ResourceRecord> resource(ResourceAddress address);

  /** Returns the digest of a record as of now, the empty string if there is none. */
  String digest(ResourceAddress address);

  /** Returns what was begun and has no outcome: right after opening, what a crash cut off. */
  List<OpenIntent> openIntents();

  /** Returns what opening found of an earlier run that did not end by itself. */
  Optional<UnfinishedRun> unfinishedRun();

  /** Records what is about to be done; call the provider only when this has returned. */
  OpenIntent begin(Intent intent);

  /** Records what must be known about an intent before its effect, such as an id chosen for it. */
  OpenIntent note(OpenIntent intent, String key, String value);

  /**
   * Records that a step of an operation is done: the object is there, not all of it is as planned.
   */
  OpenIntent checkpoint(OpenIntent intent, ResourceRecord partial);

  /** Records what came of an intent. */
  default void finish(OpenIntent intent, Outcome outcome) {
    finishing(intent, outcome).await();
  }

  /**
   * Records what came of an intent, and returns before that is durable; it is by the time that
   * anything else is that is recorded later.
   */
  Durable finishing(OpenIntent intent, Outcome outcome);

  /** Sets a record outside of operations: refresh, import, taint. */
  void put(ResourceRecord record);

  /** Drops a record without touching its object. */
  void remove(ResourceAddress address);

  /** Gives a record another address, also where others depend on it. */
  default void move(ResourceAddress from, ResourceAddress to) {
    SequencedMap<ResourceAddress, ResourceAddress> one = new LinkedHashMap<>();
    one.put(from, to);
    move(one, UnaryOperator.identity());
  }

  /**
   * Gives records other addresses, one after the other, also where others depend on them.
   *
   * @param moves from where to where; each destination is vacant when its turn comes
   * @param form gives each record, which has its new address already, the form that it takes there
   */
  void move(
      SequencedMap<ResourceAddress, ResourceAddress> moves, UnaryOperator<ResourceRecord> form);

  /** Sets the outputs. */
  void outputs(SortedMap<String, OutputRecord> outputs);

  /**
   * Makes the snapshot say what the journal says, and publishes it where the store does that.
   *
   * <p>May be called several times. Does nothing when nothing has changed.
   *
   * @param message what was done, in one line or more, for the store's history
   */
  void commit(String message);

  /** Says who is told, from any thread, when the lock cannot be renewed or can be again. */
  default void listen(Consumer<Diagnostic> listener) {}

  /** Gives the lock back. What was not committed stays in the journal. */
  @Override
  void close();
}
