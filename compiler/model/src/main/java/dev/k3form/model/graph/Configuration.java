package dev.k3form.model.graph;

import dev.k3form.model.address.InstanceKey;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.source.Span;
import java.util.List;
import java.util.Optional;

/**
 * A configuration that has been compiled and checked without errors, ready to be evaluated.
 *
 * <p>This is the port between the frontend, which implements it, and the engine, which plans what
 * it evaluates to; neither knows the other.
 */
public interface Configuration {
  /** Returns the providers' configurations; they never depend on resources. */
  List<DesiredProvider> providers();

  /**
   * Returns what the user says about moves, removals and imports; it never depends on resources, so
   * that records have their addresses before anything is evaluated.
   */
  List<Refactoring> refactorings();

  /**
   * Returns where an argument of a resource is written: in its own block, or in that of its
   * provider, or else the header of the resource's block. {@link Span#NONE} if the configuration
   * has no such resource.
   */
  Span place(ResourceAddress address, String argument);

  /**
   * Returns the key that the first instance of a resource block has: none for a single one, 0 where
   * it has a {@code count}. Empty if instances have names, or if there is no such block.
   */
  Optional<InstanceKey> firstKey(ResourceAddress resource);

  /** Evaluates everything; what resources are worth is asked of {@code values}. */
  Evaluation evaluate(InstanceValues values);

  /** Returns the warnings of the compilation. */
  List<Diagnostic> warnings();

  /** Returns the sources and inputs from which an equal configuration can be compiled again. */
  ConfigurationSources sources();
}
