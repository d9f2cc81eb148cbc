package dev.k3form.engine.plan;

import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.graph.ProviderRef;
import dev.k3form.model.value.Value;
import dev.k3form.state.DeposedObject;
import dev.k3form.state.ResourceRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that an apply does and in which order; whoever executes it decides nothing.
 *
 * @param moves records that get another address before anything else, in this order
 * @param operations each stands after those that it waits for
 * @param waived wishes for an order that contradicted others and were dropped
 */
public record ExecutionGraph(List<Move> moves, List<Operation> operations, List<Waived> waived) {
  /** Nothing to do. */
  public static final ExecutionGraph EMPTY = new ExecutionGraph(List.of(), List.of(), List.of());

  /**
   * A record that gets another address.
   *
   * @param taken what is recorded from then on, if the address is of another type that takes the
   *     object over
   */
  public record Move(ResourceAddress from, ResourceAddress to, Optional<Taken> taken) {}

  /**
   * What the new type of an object records of it.
   *
   * @param deposed the attributes of the deposed objects, by their ids
   */
  public record Taken(
      ProviderRef provider,
      int schemaVersion,
      Value.Obj attributes,
      SortedMap<String, Value.Obj> deposed) {
    /** Copies the deposed objects. */
    public Taken {
      deposed = Collections.unmodifiableSortedMap(new TreeMap<>(deposed));
    }

    /** Returns what of a record is of its type. */
    public static Taken of(ResourceRecord record) {
      SortedMap<String, Value.Obj> deposed = new TreeMap<>();
      record.deposed().forEach(d -> deposed.put(d.id(), d.attributes()));
      return new Taken(record.provider(), record.schemaVersion(), record.attributes(), deposed);
    }

    /** Returns a record as the new type has it. */
    public ResourceRecord in(ResourceRecord record) {
      List<DeposedObject> objects = new ArrayList<>();
      for (DeposedObject d : record.deposed()) {
        Value.Obj converted = deposed.get(d.id());
        objects.add(
            converted == null
                ? d
                : new DeposedObject(d.id(), provider, schemaVersion, converted, d.dependencies()));
      }
      return record.withDeposed(objects).takenOver(provider, schemaVersion, attributes);
    }
  }

  /** A deletion that should have waited for something and does not. */
  public record Waived(ResourceAddress deleted, ResourceAddress awaited) {}

  /** Copies the lists. */
  public ExecutionGraph {
    moves = List.copyOf(moves);
    operations = List.copyOf(operations);
    waived = List.copyOf(waived);
  }

  /** Reports whether there is nothing to do. */
  public boolean isEmpty() {
    return moves.isEmpty() && operations.isEmpty();
  }
}
