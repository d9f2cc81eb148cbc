package dev.k3form.frontend.evaluate;

import dev.k3form.frontend.graph.ModuleTree;
import dev.k3form.frontend.program.Content;
import dev.k3form.frontend.program.Declaration;
import dev.k3form.model.address.InstanceKey;
import dev.k3form.model.address.ModulePath;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.graph.ProviderRef;
import dev.k3form.model.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Finds what an address speaks of in the source, without evaluating anything. */
final class Places {
  private Places() {}

  /** Returns where the root arguments and blocks of a block are written. */
  static SortedMap<String, Span> of(Content content) {
    SortedMap<String, Span> spans = new TreeMap<>();
    for (Content.Argument argument : content.arguments().values()) {
      spans.put(argument.name(), argument.nameSpan().to(argument.value().span()));
    }
    for (Content.Nested block : content.blocks()) {
      spans.putIfAbsent(block.type(), block.span());
    }
    return spans;
  }

  /** Returns where an argument of a resource or of its provider is written, or the header. */
  static Span of(Compiled compiled, ResourceAddress address, String argument) {
    Optional<ModuleTree> tree = module(compiled, address);
    Optional<Declaration.Resource> block = block(compiled, address);
    if (tree.isEmpty() || block.isEmpty()) {
      return Span.NONE;
    }
    Declaration.Resource resource = block.get();
    Span written = of(resource.content()).get(argument);
    if (written != null) {
      return written;
    }
    ProviderRef ref = tree.get().rootProvider(provider(compiled, resource));
    Declaration.Provider provider = compiled.root().module().providers().get(ref);
    Span configured = provider == null ? null : of(provider.content()).get(argument);
    return configured == null ? resource.span() : configured;
  }

  /** Returns the block of which an address is an instance. */
  static Optional<Declaration.Resource> block(Compiled compiled, ResourceAddress address) {
    return module(compiled, address)
        .map(tree -> tree.module().resources().get(Targets.of(address)));
  }

  /** Returns the address with the keys that single instances, and those of number 0, have now. */
  static ResourceAddress recounted(Compiled compiled, ResourceAddress recorded) {
    Optional<Declaration.Resource> block = block(compiled, recorded);
    if (block.isEmpty()) {
      return recorded;
    }
    ModuleTree tree = compiled.root();
    List<ModulePath.Step> steps = new ArrayList<>();
    for (ModulePath.Step step : recorded.module().steps()) {
      tree = tree.child(step.name());
      Declaration.ModuleCall call = tree.call().orElseThrow();
      steps.add(new ModulePath.Step(step.name(), recounted(step.key(), call.repetition())));
    }
    return new ResourceAddress(
        new ModulePath(steps),
        recorded.mode(),
        recorded.type(),
        recorded.name(),
        recounted(recorded.key(), block.get().repetition()));
  }

  private static InstanceKey recounted(InstanceKey key, Declaration.Repetition repetition) {
    InstanceKey zero = new InstanceKey.Index(0);
    if (!(key instanceof InstanceKey.None) && !key.equals(zero)) {
      return key;
    }
    return switch (repetition) {
      case Declaration.Repetition.Once _ -> InstanceKey.none();
      case Declaration.Repetition.Count _ -> zero;
      case Declaration.Repetition.ForEach _ -> key;
    };
  }

  private static Optional<ModuleTree> module(Compiled compiled, ResourceAddress address) {
    ModuleTree tree = compiled.root();
    for (ModulePath.Step step : address.module().steps()) {
      if (!tree.children().containsKey(step.name())) {
        return Optional.empty();
      }
      tree = tree.child(step.name());
    }
    return Optional.of(tree);
  }

  private static ProviderRef provider(Compiled compiled, Declaration.Resource resource) {
    return resource
        .provider()
        .map(Declaration.ProviderUse::ref)
        .orElseGet(() -> ProviderRef.of(compiled.schemas().providerOf(resource.type())));
  }
}
