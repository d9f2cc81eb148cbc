package dev.k3form.frontend.graph;

import dev.k3form.frontend.program.Declaration;
import dev.k3form.frontend.program.Module;
import dev.k3form.frontend.program.Program;
import dev.k3form.model.graph.ProviderRef;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A module at the place where it is called: the root, and below each module those that it calls.
 *
 * <p>A module that is called at two places is twice in the tree. Compared by identity.
 */
public final class ModuleTree {
  private final Module module;
  private final @Nullable ModuleTree parent;
  private final Declaration.@Nullable ModuleCall call;
  private final Map<String, ModuleTree> children = new LinkedHashMap<>();

  private ModuleTree(
      Module module, @Nullable ModuleTree parent, Declaration.@Nullable ModuleCall call) {
    this.module = module;
    this.parent = parent;
    this.call = call;
  }

  /** Returns the tree of a program; a call by which a module calls itself leads nowhere. */
  public static ModuleTree of(Program program) {
    return grow(program, new ModuleTree(program.rootModule(), null, null));
  }

  private static ModuleTree grow(Program program, ModuleTree tree) {
    for (Declaration.ModuleCall call : tree.module.calls().values()) {
      Module called = program.module(call.directory());
      if (!tree.isInside(called)) {
        tree.children.put(call.name(), grow(program, new ModuleTree(called, tree, call)));
      }
    }
    return tree;
  }

  private boolean isInside(Module wanted) {
    for (ModuleTree t = this; t != null; t = t.parent) {
      if (t.module.directory().equals(wanted.directory())) {
        return true;
      }
    }
    return false;
  }

  /** Returns the module. */
  public Module module() {
    return module;
  }

  /** Returns the tree of the module that calls this; empty for the root. */
  public Optional<ModuleTree> parent() {
    return Optional.ofNullable(parent);
  }

  /** Returns the block that calls this; empty for the root. */
  public Optional<Declaration.ModuleCall> call() {
    return Optional.ofNullable(call);
  }

  /** Returns the called modules by the names of the calls. */
  public Map<String, ModuleTree> children() {
    return Collections.unmodifiableMap(children);
  }

  /** Returns the module behind a call. */
  public ModuleTree child(String name) {
    ModuleTree child = children.get(name);
    if (child == null) {
      throw new IllegalArgumentException("no module call " + name);
    }
    return child;
  }

  /** Returns this and all below. */
  public List<ModuleTree> all() {
    List<ModuleTree> out = new ArrayList<>();
    out.add(this);
    for (int i = 0; i < out.size(); i++) {
      out.addAll(out.get(i).children.values());
    }
    return out;
  }

  /** Returns the root module's name of a provider that this module knows under a name. */
  public ProviderRef rootProvider(ProviderRef ref) {
    ProviderRef known = ref;
    for (ModuleTree t = this; t.parent != null && t.call != null; t = t.parent) {
      Declaration.ProviderUse passed = t.call.providers().get(known.toString());
      known = passed == null ? known : passed.ref();
    }
    return known;
  }

  /** Returns the root of the tree. */
  public ModuleTree root() {
    ModuleTree t = this;
    while (t.parent != null) {
      t = t.parent;
    }
    return t;
  }

  /** Returns {@code module.a.module.b.} as a prefix of names, empty for the root. */
  public String prefix() {
    return parent == null || call == null ? "" : parent.prefix() + "module." + call.name() + ".";
  }

  @Override
  public String toString() {
    return prefix().isEmpty() ? "root" : prefix();
  }
}
