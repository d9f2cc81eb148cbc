package dev.k3form.model.graph;

import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.value.Value;
import java.util.List;

/**
 * An evaluated configuration: the graph, and the means to fill in what was unknown.
 *
 * <p>What the graph knows never changes; the methods re-evaluate only what hung on something
 * unknown. All of them may be called by several threads at once.
 */
public interface Evaluation {
  /** What the configuration wants, as far as it is known. */
  DesiredGraph graph();

  /** Evaluates the configuration of an instance again, all of whose dependencies are now known. */
  Completed complete(ResourceAddress address, KnownValues values);

  /** Evaluates the outputs of the root module again. */
  List<DesiredOutput> outputs(KnownValues values);

  /** Evaluates the postconditions of an instance that has just been applied. */
  List<CheckOutcome> postconditions(ResourceAddress address, Value.Obj applied, KnownValues values);

  /** Evaluates the check blocks again. */
  List<CheckOutcome> checks(KnownValues values);
}
