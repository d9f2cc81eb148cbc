package dev.k3form.model.graph;

import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.source.Span;
import java.util.List;

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
   * Returns what an instance is called now that was a single one, or number 0, when it was
   * recorded: where a block, or a call of a module around it, has a {@code count}, the single one
   * is number 0, and the other way round. What has names keeps its address, and so does what the
   * configuration has no block for.
   */
  ResourceAddress recounted(ResourceAddress recorded);

  /** Evaluates everything; what resources are worth is asked of {@code values}. */
  Evaluation evaluate(InstanceValues values);

  /** Returns the warnings of the compilation. */
  List<Diagnostic> warnings();

  /** Returns the sources and inputs from which an equal configuration can be compiled again. */
  ConfigurationSources sources();
}
