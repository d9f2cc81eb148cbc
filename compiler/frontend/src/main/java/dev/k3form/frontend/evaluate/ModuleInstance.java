package dev.k3form.frontend.evaluate;

import dev.k3form.frontend.graph.ModuleTree;
import dev.k3form.frontend.program.Expr;
import dev.k3form.model.address.InstanceKey;
import dev.k3form.model.address.ModulePath;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.graph.Deferred;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One instance of a module, with the values of its declarations as they are found.
 *
 * <p>Filled by the evaluation in the order of the dependencies; afterwards values only ever go from
 * partly unknown to known, so that several threads may complete them at once.
 */
final class ModuleInstance {
  final ModuleTree tree;
  final ModulePath path;
  final @Nullable ModuleInstance parent;
  final Iteration iteration;

  /** What everything in the module depends on, by {@code depends_on} of the calls above. */
  final Set<ResourceAddress> dependencies;

  final Map<String, Traced> variables = new ConcurrentHashMap<>();
  final Map<String, Traced> locals = new ConcurrentHashMap<>();
  final Map<String, Traced> outputs = new ConcurrentHashMap<>();
  final Map<Expr.Target.Resource, Instances<ResourceAddress>> resources = new ConcurrentHashMap<>();
  final Map<String, Instances<ModuleInstance>> calls = new ConcurrentHashMap<>();

  ModuleInstance(
      ModuleTree tree,
      ModulePath path,
      @Nullable ModuleInstance parent,
      Iteration iteration,
      Set<ResourceAddress> dependencies) {
    this.tree = tree;
    this.path = path;
    this.parent = parent;
    this.iteration = iteration;
    this.dependencies = dependencies;
  }

  /** Returns what stands for a resource whose instances are not known: its address without key. */
  ResourceAddress open(Expr.Target.Resource resource) {
    return new ResourceAddress(
        path, resource.mode(), resource.type(), resource.name(), InstanceKey.none());
  }

  /**
   * Returns what stands for a module whose instances are not known; it reads as the module's own
   * address, and no resource has it, since types have two words.
   */
  ResourceAddress open(String call) {
    return Deferred.module(path, call);
  }
}
