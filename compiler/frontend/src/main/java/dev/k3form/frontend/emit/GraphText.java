package dev.k3form.frontend.emit;

import dev.k3form.frontend.convert.ValueText;
import dev.k3form.model.graph.CheckOutcome;
import dev.k3form.model.graph.Deferred;
import dev.k3form.model.graph.DesiredGraph;
import dev.k3form.model.graph.DesiredInstance;
import dev.k3form.model.graph.DesiredOutput;
import dev.k3form.model.graph.DesiredProvider;
import dev.k3form.model.graph.Lifecycle;
import dev.k3form.model.value.Value;
import java.util.Comparator;
import java.util.Locale;

/** Prints a desired graph: instances in order of their addresses, with what they depend on. */
public final class GraphText {
  private final StringBuilder out = new StringBuilder();

  private GraphText() {}

  /** Returns the text of a graph. */
  public static String of(DesiredGraph graph) {
    GraphText text = new GraphText();
    graph.providers().forEach(text::provider);
    graph.instances().values().stream()
        .sorted(Comparator.comparing(DesiredInstance::address))
        .forEach(text::instance);
    graph.deferred().forEach(text::deferred);
    graph.outputs().forEach(text::output);
    graph.checks().forEach(text::check);
    return text.out.toString();
  }

  private void provider(DesiredProvider provider) {
    line(0, "provider " + provider.ref());
    fields(1, provider.config());
  }

  private void instance(DesiredInstance instance) {
    line(0, instance.address().toString());
    fields(1, instance.config());
    if (!instance.provider().alias().isEmpty()) {
      line(1, "by provider " + instance.provider());
    }
    Lifecycle lifecycle = instance.lifecycle();
    if (lifecycle.createBeforeDestroy()) {
      line(1, "created before destroyed");
    }
    if (lifecycle.preventDestroy()) {
      line(1, "never destroyed");
    }
    lifecycle
        .ignoreChanges()
        .forEach(p -> line(1, "ignores changes of " + (p.steps().isEmpty() ? "all" : p)));
    lifecycle
        .replaceTriggeredBy()
        .forEach(t -> line(1, ("replaced by " + t.address() + " " + t.path()).strip()));
    instance.dependencies().forEach(d -> line(1, "after " + d));
  }

  private void fields(int level, Value.Obj config) {
    config
        .fields()
        .forEach(
            (name, value) -> {
              if (!value.isNull() && !isEmpty(value)) {
                line(level, name + " = " + ValueText.line(value));
              }
            });
  }

  private static boolean isEmpty(Value value) {
    return switch (value) {
      case Value.ListOf(var _, var items) -> items.isEmpty();
      case Value.MapOf(var _, var entries) -> entries.isEmpty();
      default -> false;
    };
  }

  private void deferred(Deferred deferred) {
    line(0, "deferred " + deferred.resource() + ": " + deferred.reason().primaryLabel());
  }

  private void output(DesiredOutput output) {
    line(0, "output " + output.name() + " = " + ValueText.line(output.value()));
  }

  private void check(CheckOutcome check) {
    line(
        0,
        check.name()
            + ": "
            + check.status().name().toLowerCase(Locale.ROOT)
            + check.diagnostic().map(d -> ": " + d.primaryLabel()).orElse(""));
  }

  private void line(int level, String text) {
    out.append("  ".repeat(level)).append(text).append('\n');
  }
}
