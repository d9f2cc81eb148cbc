package dev.k3form.frontend.graph;

import dev.k3form.frontend.program.Expr;
import dev.k3form.model.graph.ProviderRef;
import org.jspecify.annotations.Nullable;

/** A declaration at its place in the module tree; what evaluation goes through one by one. */
public sealed interface Node {
  /** The module in which it is declared. */
  ModuleTree tree();

  /** The value of a variable. */
  record Variable(ModuleTree tree, String name) implements Node {
    @Override
    public String toString() {
      return tree.prefix() + "var." + name;
    }
  }

  /** The validations of a variable, which may name others. */
  record Validation(ModuleTree tree, String name) implements Node {
    @Override
    public String toString() {
      return tree.prefix() + "validation of var." + name;
    }
  }

  /** The value of a local. */
  record Local(ModuleTree tree, String name) implements Node {
    @Override
    public String toString() {
      return tree.prefix() + "local." + name;
    }
  }

  /** The value of an output. */
  record Output(ModuleTree tree, String name) implements Node {
    @Override
    public String toString() {
      return tree.prefix() + "output." + name;
    }
  }

  /** The configuration of a provider. */
  record Provider(ModuleTree tree, ProviderRef ref) implements Node {
    @Override
    public String toString() {
      return tree.prefix() + "provider." + ref;
    }
  }

  /** All instances of a resource. */
  record Resource(ModuleTree tree, Expr.Target.Resource target) implements Node {
    // Written out, since a record's own go through method handles and these are asked very often.

    @Override
    public boolean equals(@Nullable Object other) {
      return this == other
          || (other instanceof Resource r && target.equals(r.target) && tree.equals(r.tree));
    }

    @Override
    public int hashCode() {
      return target.hashCode() * 31 + tree.hashCode();
    }

    @Override
    public String toString() {
      return tree.prefix() + target;
    }
  }

  /** The instances of a module: the call's {@code count} or {@code for_each}. */
  record Call(ModuleTree tree) implements Node {
    @Override
    public String toString() {
      String prefix = tree.prefix();
      return prefix.isEmpty() ? "root" : prefix.substring(0, prefix.length() - 1);
    }
  }

  /** Everything in a module and below it, for those that depend on the module as a whole. */
  record End(ModuleTree tree) implements Node {
    @Override
    public String toString() {
      return "all of " + new Call(tree);
    }
  }

  /** A check block. */
  record Check(ModuleTree tree, String name) implements Node {
    @Override
    public String toString() {
      return tree.prefix() + "check." + name;
    }
  }
}
