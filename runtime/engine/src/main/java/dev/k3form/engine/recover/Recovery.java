package dev.k3form.engine.recover;

import dev.k3form.engine.apply.Records;
import dev.k3form.engine.event.EventSink;
import dev.k3form.engine.event.Phase;
import dev.k3form.engine.event.PhaseMeter;
import dev.k3form.engine.observe.Taints;
import dev.k3form.engine.problem.ApplyProblems;
import dev.k3form.engine.problem.PlanProblems;
import dev.k3form.engine.provider.BoundType;
import dev.k3form.engine.provider.Interruption;
import dev.k3form.engine.provider.ProviderSessions;
import dev.k3form.engine.provider.RunContext;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.graph.ProviderRef;
import dev.k3form.model.value.Value;
import dev.k3form.spi.Notes;
import dev.k3form.spi.ProviderException;
import dev.k3form.spi.engine.TypeHandle.Recovered;
import dev.k3form.state.DeposedObject;
import dev.k3form.state.ObjectStatus;
import dev.k3form.state.ResourceRecord;
import dev.k3form.state.journal.Intent;
import dev.k3form.state.journal.OpenIntent;
import dev.k3form.state.journal.Outcome;
import dev.k3form.state.store.StateSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Asks providers what became of every intent without an outcome, and records the answer.
 *
 * <p>An object that a create left behind is recorded as not finished, and the next apply goes on
 * with it under the same key. What cannot be told stays open and is reported.
 */
public final class Recovery {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final ProviderSessions sessions;
  private final StateSession session;
  private final EventSink events;
  private final Interruption interruption;

  /** Creates the recovery of a state. */
  public Recovery(
      ProviderSessions sessions,
      StateSession session,
      EventSink events,
      Interruption interruption) {
    this.sessions = sessions;
    this.session = session;
    this.events = events;
    this.interruption = interruption;
  }

  /**
   * What became of one intent.
   *
   * @param problem why it is still open; empty if it is settled
   */
  public record Settled(OpenIntent intent, Fate fate, Optional<Diagnostic> problem) {}

  /** How an intent ended. */
  public enum Fate {
    /** The object is there and recorded as not finished. */
    FOUND,
    /** There was no effect. */
    NO_EFFECT,
    /** The object is there as the operation wanted it gone or changed, or not; it is read again. */
    LEFT_TO_PLAN,
    /** The object is gone. */
    DELETED,
    /** It cannot be told. */
    OPEN
  }

  /** Settles all open intents. */
  public List<Settled> settle() {
    List<OpenIntent> open = session.openIntents();
    if (open.isEmpty()) {
      return List.of();
    }
    List<Settled> out = new ArrayList<>();
    try (PhaseMeter meter = events.phase(Phase.RECOVER, open.size())) {
      for (OpenIntent intent : open) {
        out.add(settle(intent));
        meter.step();
      }
    }
    return out;
  }

  private Settled settle(OpenIntent open) {
    Intent intent = open.intent();
    try {
      return switch (intent.operation()) {
        case CREATE, REPLACE -> create(open, intent.planned().orElseThrow());
        case UPDATE -> update(open);
        case DELETE -> delete(open);
        case DELETE_DEPOSED -> deleteDeposed(open);
      };
    } catch (ProviderSessions.Unavailable e) {
      return new Settled(open, Fate.OPEN, Optional.of(e.diagnostic().at(intent.address())));
    } catch (RuntimeException e) {
      return new Settled(
          open, Fate.OPEN, Optional.of(PlanProblems.providerBug(intent.address(), "recover", e)));
    }
  }

  private BoundType<?> type(ProviderRef provider, ResourceAddress address)
      throws ProviderSessions.Unavailable {
    return sessions.resource(provider, address.type());
  }

  private RunContext context() {
    return RunContext.looking(interruption, LIMIT, _ -> {});
  }

  private Settled create(OpenIntent open, ResourceRecord planned)
      throws ProviderSessions.Unavailable {
    ResourceAddress address = planned.address();
    BoundType<?> type = type(planned.provider(), address);
    Map<String, String> notes = new TreeMap<>();
    Optional<ResourceRecord> begun =
        session.resource(address).filter(r -> isBegunBy(r, open.intent()));
    begun.ifPresent(r -> notes.putAll(r.notes()));
    open.checkpoint().ifPresent(r -> notes.putAll(r.notes()));
    notes.putAll(open.notes());
    Notes view = key -> Optional.ofNullable(notes.get(key));
    try {
      return switch (type.recover(planned.attributes(), view, context())) {
        case Recovered.Found(Value.Obj found) -> {
          Value.Obj attributes = Taints.like(planned.attributes(), found);
          ResourceRecord record =
              Records.incomplete(planned, attributes, notes, open.intent().idempotencyKey());
          session.finish(open, new Outcome.Applied(record));
          yield new Settled(open, Fate.FOUND, Optional.empty());
        }
        case Recovered.Absent _ -> {
          session.finish(open, new Outcome.Failed("cut off, without effect", Optional.empty()));
          begun.ifPresent(this::drop);
          yield new Settled(open, Fate.NO_EFFECT, Optional.empty());
        }
        case Recovered.Unclear(String why, String wayOut) ->
            new Settled(open, Fate.OPEN, Optional.of(ApplyProblems.unclear(address, why, wayOut)));
      };
    } catch (ProviderException e) {
      return new Settled(
          open,
          Fate.OPEN,
          Optional.of(
              ApplyProblems.unclear(
                  address, String.valueOf(e.getMessage()), String.join(" ", e.help()))));
    }
  }

  /**
   * Whether a record is of the unfinished object that the intent goes on with. A create may also
   * stand beside an unfinished object, which it replaces: that is another one, with another key.
   */
  private static boolean isBegunBy(ResourceRecord record, Intent intent) {
    return record.status() == ObjectStatus.INCOMPLETE
        && intent.idempotencyKey().equals(record.notes().get(Records.KEY_NOTE));
  }

  /** An unfinished object that is certainly not there has no record any more. */
  private void drop(ResourceRecord record) {
    if (record.deposed().isEmpty()) {
      session.remove(record.address());
    } else {
      session.put(record.withStatus(ObjectStatus.ABSENT).withAttributes(Value.Obj.EMPTY));
    }
  }

  private Settled update(OpenIntent open) throws ProviderSessions.Unavailable {
    Optional<ResourceRecord> record = session.resource(open.intent().address());
    Optional<ResourceRecord> after = Optional.empty();
    if (record.isPresent()) {
      BoundType<?> type = type(record.get().provider(), record.get().address());
      try {
        after =
            type.read(record.get().attributes(), context())
                .map(found -> Taints.like(record.get().attributes(), found))
                .map(record.get()::withAttributes);
      } catch (ProviderException _) {
        after = Optional.empty(); // planning reads it again and says what is wrong
      }
    }
    session.finish(open, new Outcome.Failed("cut off", after));
    return new Settled(open, Fate.LEFT_TO_PLAN, Optional.empty());
  }

  private Settled delete(OpenIntent open) throws ProviderSessions.Unavailable {
    Optional<ResourceRecord> record = session.resource(open.intent().address());
    if (record.isEmpty()) {
      session.finish(open, new Outcome.Deleted());
      return new Settled(open, Fate.DELETED, Optional.empty());
    }
    return deleted(open, record.get().provider(), record.get().attributes());
  }

  private Settled deleteDeposed(OpenIntent open) throws ProviderSessions.Unavailable {
    String id = open.intent().deposed().orElse("");
    Optional<DeposedObject> object =
        session.resource(open.intent().address()).stream()
            .flatMap(r -> r.deposed().stream())
            .filter(d -> d.id().equals(id))
            .findFirst();
    if (object.isEmpty()) {
      session.finish(open, new Outcome.Deleted());
      return new Settled(open, Fate.DELETED, Optional.empty());
    }
    return deleted(open, object.get().provider(), object.get().attributes());
  }

  private Settled deleted(OpenIntent open, ProviderRef provider, Value.Obj attributes)
      throws ProviderSessions.Unavailable {
    BoundType<?> type = type(provider, open.intent().address());
    boolean gone;
    try {
      gone = type.read(attributes, context()).isEmpty();
    } catch (ProviderException _) {
      gone = false; // it stays recorded, and planning reads it again
    }
    if (gone) {
      session.finish(open, new Outcome.Deleted());
      return new Settled(open, Fate.DELETED, Optional.empty());
    }
    session.finish(open, new Outcome.Failed("cut off", Optional.empty()));
    return new Settled(open, Fate.LEFT_TO_PLAN, Optional.empty());
  }
}
