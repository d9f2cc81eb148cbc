package dev.k3form.engine.apply;

import dev.k3form.engine.plan.Change;
import dev.k3form.engine.planning.IgnoredChanges;
import dev.k3form.engine.problem.ApplyProblems;
import dev.k3form.engine.provider.BoundType;
import dev.k3form.model.address.AttributePath;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.graph.CheckOutcome;
import dev.k3form.model.graph.Completed;
import dev.k3form.model.graph.DesiredInstance;
import dev.k3form.model.graph.Evaluation;
import dev.k3form.model.source.Span;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import dev.k3form.spi.plan.Planned;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Fills in what a plan could not know yet, and holds the plan to what it did know.
 *
 * <p>What was known when it was planned is taken from the plan; it is never decided again.
 */
final class Completion {
  private final Optional<Evaluation> evaluation;
  private final AppliedValues values;

  Completion(Optional<Evaluation> evaluation, AppliedValues values) {
    this.evaluation = evaluation;
    this.values = values;
  }

  /** Returns the check that reads an instance for itself; empty for all others. */
  String check(ResourceAddress address) {
    return instance(address).map(DesiredInstance::check).orElse("");
  }

  /** Returns where an argument of an instance is written. */
  Span span(ResourceAddress address, String argument) {
    return instance(address)
        .map(
            i ->
                i.places()
                    .of(AttributePath.of(argument))
                    .or(() -> ofProvider(i, argument))
                    .orElse(i.span()))
        .orElse(Span.NONE);
  }

  /** An argument that the instance does not have may be one of its provider. */
  private Optional<Span> ofProvider(DesiredInstance instance, String argument) {
    return evaluation.stream()
        .flatMap(e -> e.graph().providers().stream())
        .filter(p -> p.ref().equals(instance.provider()))
        .flatMap(p -> Stream.ofNullable(p.argumentSpans().get(argument)))
        .findFirst();
  }

  private Optional<DesiredInstance> instance(ResourceAddress address) {
    return evaluation.map(e -> e.graph().instances().get(address));
  }

  /** Returns the configuration with nothing unknown. */
  Value.Obj config(ResourceAddress address) throws OperationFailure {
    DesiredInstance wanted =
        instance(address)
            .orElseThrow(() -> new IllegalStateException("the configuration has no " + address));
    if (Values.isWhollyKnown(wanted.config())) {
      return wanted.config();
    }
    Completed completed = evaluation.orElseThrow().complete(address, values);
    List<Diagnostic> errors = completed.diagnostics().stream().filter(Diagnostic::isError).toList();
    if (!errors.isEmpty()) {
      throw new OperationFailure(errors);
    }
    Optional<String> changed = Conformity.violation(wanted.config(), completed.config());
    if (changed.isPresent()) {
      throw new OperationFailure(
          ApplyProblems.notAsPlanned(address, changed.get(), wanted.spanOf(changed.get())));
    }
    return completed.config();
  }

  /** Returns the attributes to be, as far as anybody but the provider can know them. */
  Value.Obj planned(Change change, BoundType<?> type) throws OperationFailure {
    Value.Obj planned = change.after().orElseThrow();
    Optional<DesiredInstance> wanted = instance(change.address());
    if (wanted.isEmpty() || Values.isWhollyKnown(wanted.get().config())) {
      return planned;
    }
    Value.Obj config = config(change.address());
    Optional<Value.Obj> prior =
        change instanceof Change.Update update ? Optional.of(update.prior()) : Optional.empty();
    if (prior.isPresent()) {
      config = IgnoredChanges.apply(wanted.get().withConfig(config), type, prior.get());
    }
    Planned now = type.plan(config, prior);
    for (AttributePath path : now.replaceBecause()) {
      throw new OperationFailure(
          ApplyProblems.mustReplace(change.address(), path, wanted.get().spanOf(path)));
    }
    Optional<String> changed = Conformity.violation(planned, now.values());
    if (changed.isPresent()) {
      throw new OperationFailure(
          ApplyProblems.notAsPlanned(
              change.address(), changed.get(), wanted.get().spanOf(changed.get())));
    }
    return now.values();
  }

  /** Returns the failed postconditions of an instance that was applied. */
  List<Diagnostic> postconditions(ResourceAddress address, Value.Obj applied) {
    if (evaluation.isEmpty() || instance(address).isEmpty()) {
      return List.of();
    }
    return evaluation.get().postconditions(address, applied, values).stream()
        .filter(c -> c.status() == CheckOutcome.Status.FAILED)
        .flatMap(c -> c.diagnostic().stream())
        .toList();
  }
}
