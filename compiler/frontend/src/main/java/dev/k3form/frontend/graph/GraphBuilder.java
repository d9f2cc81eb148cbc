package dev.k3form.frontend.graph;

import dev.k3form.frontend.program.Declaration;
import dev.k3form.frontend.program.Expr;
import dev.k3form.frontend.program.Module;
import dev.k3form.frontend.program.References;
import dev.k3form.model.graph.ProviderRef;
import dev.k3form.model.source.Span;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Builds the dependency graph of a module tree. */
public final class GraphBuilder {
  private final DependencyGraph graph = new DependencyGraph();

  private GraphBuilder() {}

  /** Returns the graph of the tree. */
  public static DependencyGraph build(ModuleTree root) {
    GraphBuilder builder = new GraphBuilder();
    root.all().forEach(builder::module);
    return builder.graph;
  }

  private void module(ModuleTree tree) {
    Module module = tree.module();
    Node.Call call = new Node.Call(tree);
    Node.End end = new Node.End(tree);
    graph.node(call);
    graph.edge(end, call, Span.NONE);
    tree.parent().ifPresent(parent -> call(tree, parent, call, end));
    module.variables().values().forEach(v -> variable(tree, v));
    for (Declaration.Local local : module.locals().values()) {
      Node node = node(tree, new Node.Local(tree, local.name()));
      references(node, tree, local.value());
    }
    for (Declaration.Output output : module.outputs().values()) {
      Node node = node(tree, new Node.Output(tree, output.name()));
      references(node, tree, output.value());
      conditions(node, tree, output.preconditions());
      dependencies(node, tree, output.dependsOn());
      graph.edge(end, node, output.span());
    }
    for (Declaration.Provider provider : module.providers().values()) {
      Node node = node(tree, new Node.Provider(tree, provider.ref()));
      provider.content().expressions().forEach(e -> references(node, tree, e));
    }
    for (Declaration.Resource resource : module.resources().values()) {
      Node node = node(tree, new Node.Resource(tree, resource.target()));
      resource(node, tree, resource);
      if (resource.check().isEmpty()) {
        graph.edge(end, node, resource.span());
      }
    }
    for (Declaration.Check check : module.checks().values()) {
      conditions(node(tree, new Node.Check(tree, check.name())), tree, check.assertions());
    }
  }

  /** Adds a node that exists once for each instance of its module. */
  private Node node(ModuleTree tree, Node node) {
    graph.edge(node, new Node.Call(tree), Span.NONE);
    return node;
  }

  private void call(ModuleTree tree, ModuleTree parent, Node.Call call, Node.End end) {
    Declaration.ModuleCall block = tree.call().orElseThrow();
    graph.edge(call, new Node.Call(parent), Span.NONE);
    block.repetition().expression().ifPresent(e -> references(call, parent, e));
    dependencies(call, parent, block.dependsOn());
    graph.edge(new Node.End(parent), end, block.span());
  }

  private void variable(ModuleTree tree, Declaration.Variable variable) {
    Node node = node(tree, new Node.Variable(tree, variable.name()));
    tree.parent()
        .ifPresent(
            parent -> {
              var argument = tree.call().orElseThrow().arguments().get(variable.name());
              if (argument != null) {
                references(node, parent, argument.value());
              }
            });
    if (!variable.validations().isEmpty()) {
      Node validation = new Node.Validation(tree, variable.name());
      graph.edge(validation, node, variable.span());
      conditions(validation, tree, variable.validations());
    }
  }

  private void resource(Node node, ModuleTree tree, Declaration.Resource resource) {
    resource.repetition().expression().ifPresent(e -> references(node, tree, e));
    resource.content().expressions().forEach(e -> references(node, tree, e));
    dependencies(node, tree, resource.dependsOn());
    Declaration.Lifecycle lifecycle = resource.lifecycle();
    lifecycle.createBeforeDestroy().ifPresent(e -> references(node, tree, e));
    lifecycle.preventDestroy().ifPresent(e -> references(node, tree, e));
    lifecycle.ignoreChangesExpression().ifPresent(e -> references(node, tree, e));
    lifecycle.replaceTriggeredBy().forEach(e -> references(node, tree, e));
    conditions(node, tree, lifecycle.preconditions());
    conditions(node, tree, lifecycle.postconditions());
    ProviderRef ref =
        resource
            .provider()
            .map(Declaration.ProviderUse::ref)
            .orElse(ProviderRef.of(providerName(resource.type())));
    ProviderRef used = tree.rootProvider(ref);
    ModuleTree root = tree.root();
    if (root.module().providers().containsKey(used)) {
      graph.edge(node, new Node.Provider(root, used), resource.span());
    }
  }

  /** Returns the first word of a type, which names its provider. */
  public static String providerName(String type) {
    int underscore = type.indexOf('_');
    return underscore < 0 ? type : type.substring(0, underscore);
  }

  private void conditions(Node node, ModuleTree tree, List<Declaration.Condition> conditions) {
    for (Declaration.Condition condition : conditions) {
      references(node, tree, condition.condition());
      references(node, tree, condition.message());
    }
  }

  private void dependencies(Node node, ModuleTree tree, List<Declaration.Dependency> dependencies) {
    for (Declaration.Dependency dependency : dependencies) {
      switch (dependency.target()) {
        case Expr.Target.Resource resource ->
            graph.edge(node, new Node.Resource(tree, resource), dependency.span());
        case Expr.Target.Module module -> {
          ModuleTree child = tree.children().get(module.name());
          if (child != null) {
            graph.edge(node, new Node.End(child), dependency.span());
          }
        }
        default -> throw new IllegalStateException("not a dependency: " + dependency.target());
      }
    }
  }

  private void references(Node node, ModuleTree tree, Expr expression) {
    Deque<Expr> pending = new ArrayDeque<>();
    pending.push(expression);
    while (!pending.isEmpty()) {
      Expr next = pending.pop();
      switch (next) {
        case Expr.Attribute(
                Expr.Reference(Expr.Target.Module(String name), Span _),
                String output,
                _,
                Span span)
            when isOutput(tree, name, output) ->
            output(node, tree.child(name), output, span);
        case Expr.Attribute(
                Expr.Index(
                    Expr.Reference(Expr.Target.Module(String name), Span _),
                    Expr key,
                    Span _),
                String output,
                _,
                Span span)
            when isOutput(tree, name, output) -> {
          output(node, tree.child(name), output, span);
          pending.push(key);
        }
        case Expr.Reference(Expr.Target target, Span span) -> reference(node, tree, target, span);
        default -> References.children(next).forEach(pending::push);
      }
    }
  }

  private static boolean isOutput(ModuleTree tree, String call, String output) {
    ModuleTree child = tree.children().get(call);
    return child != null && child.module().outputs().containsKey(output);
  }

  private void output(Node node, ModuleTree child, String output, Span span) {
    graph.edge(node, new Node.Output(child, output), span);
  }

  private void reference(Node node, ModuleTree tree, Expr.Target target, Span span) {
    switch (target) {
      case Expr.Target.Variable(String name) ->
          graph.edge(node, new Node.Variable(tree, name), span);
      case Expr.Target.Local(String name) -> graph.edge(node, new Node.Local(tree, name), span);
      case Expr.Target.Resource resource ->
          graph.edge(node, new Node.Resource(tree, resource), span);
      case Expr.Target.Module(String name) -> {
        ModuleTree child = tree.children().get(name);
        if (child != null) {
          graph.edge(node, new Node.Call(child), span);
          child.module().outputs().keySet().forEach(o -> output(node, child, o, span));
        }
      }
      case Expr.Target.EachKey _,
          Expr.Target.EachValue _,
          Expr.Target.CountIndex _,
          Expr.Target.Self _,
          Expr.Target.Path _,
          Expr.Target.Workspace _ -> {}
    }
  }
}
