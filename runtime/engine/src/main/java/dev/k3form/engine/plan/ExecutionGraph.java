package dev.k3form.engine.plan;

import dev.k3form.model.address.ResourceAddress;
import java.util.List;

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

  /** A record that gets another address. */
  public record Move(ResourceAddress from, ResourceAddress to) {}

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
