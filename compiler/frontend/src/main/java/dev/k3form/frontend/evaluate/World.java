package dev.k3form.frontend.evaluate;

import dev.k3form.frontend.function.CallContext;
import dev.k3form.frontend.load.FileAccess;
import dev.k3form.frontend.schema.Schemas;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.graph.KnownValues;
import dev.k3form.model.value.Value;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What all scopes of one evaluation share: the values of instances, files, the time. */
final class World {
  final Schemas schemas;
  final FileAccess files;
  final Instant planTime;
  final String workspace;
  final TemplateRenderer templates;
  final Map<ResourceAddress, Value.Obj> planned = new ConcurrentHashMap<>();

  /** The values of whole resources, for those that are read often. */
  final Map<ResourceAddress, Traced> wholes = new ConcurrentHashMap<>();

  World(Compiled compiled) {
    this.schemas = compiled.schemas();
    this.files = compiled.files();
    this.planTime = compiled.planTime();
    this.workspace = compiled.workspace();
    this.templates = compiled.templates();
  }

  /** Returns the attributes of an instance: as apply has left them, or as they were planned. */
  Value.Obj value(ResourceAddress address, Optional<KnownValues> applied) {
    Optional<Value.Obj> known = applied.flatMap(values -> values.of(address));
    if (known.isPresent()) {
      return Schemas.complete(schemas.block(Targets.of(address)), known.get());
    }
    Value.Obj value = planned.get(address);
    if (value == null) {
      throw new IllegalStateException(address + " is read before it is evaluated");
    }
    return value;
  }

  CallContext context(ModuleInstance module, Scope scope) {
    return new ScopeContext(this, module.tree.module().directory(), scope);
  }
}
