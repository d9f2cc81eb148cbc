package dev.k3form.engine.planning;

import dev.k3form.engine.problem.ApplyProblems;
import dev.k3form.engine.problem.PlanProblems;
import dev.k3form.engine.provider.BoundData;
import dev.k3form.engine.provider.Interruption;
import dev.k3form.engine.provider.ProviderSessions;
import dev.k3form.engine.provider.RunContext;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.diagnostic.Diagnostics;
import dev.k3form.model.graph.CheckOutcome;
import dev.k3form.model.graph.DesiredInstance;
import dev.k3form.model.schema.AttributeSchema;
import dev.k3form.model.schema.BlockSchema;
import dev.k3form.model.schema.Presence;
import dev.k3form.model.value.KeyOrder;
import dev.k3form.model.value.Value;
import dev.k3form.spi.ProviderException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads data sources while a configuration is evaluated, each once however often it is asked. */
final class DataReader {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final ProviderSessions sessions;
  private final Interruption interruption;
  private final Diagnostics diagnostics;
  private final Map<Key, Optional<Value.Obj>> answers = new HashMap<>();
  private final Map<String, Diagnostic> failedChecks = new LinkedHashMap<>();

  private record Key(ResourceAddress address, Value.Obj arguments) {}

  private final boolean reads;

  DataReader(ProviderSessions sessions, Interruption interruption, Diagnostics diagnostics) {
    this(sessions, interruption, diagnostics, true);
  }

  private DataReader(
      ProviderSessions sessions,
      Interruption interruption,
      Diagnostics diagnostics,
      boolean reads) {
    this.sessions = sessions;
    this.interruption = interruption;
    this.diagnostics = diagnostics;
    this.reads = reads;
  }

  /** Returns a reader that knows nothing, for finding out what depends on what. */
  static DataReader idle(ProviderSessions sessions, Interruption interruption) {
    return new DataReader(sessions, interruption, new Diagnostics(), false);
  }

  /** Returns what the source says; empty, with a diagnostic, if it cannot be read. */
  Optional<Value.Obj> read(DesiredInstance instance) {
    if (!reads) {
      return Optional.empty();
    }
    Key key = new Key(instance.address(), instance.config());
    Optional<Value.Obj> answer = answers.get(key);
    if (answer == null) {
      answer = ask(instance);
      answers.put(key, answer);
    }
    return answer;
  }

  /** Returns the ends of checks, those failed whose own data sources could not be read. */
  List<CheckOutcome> outcomes(List<CheckOutcome> evaluated) {
    return evaluated.stream()
        .map(
            check -> {
              Diagnostic why = failedChecks.get(check.name());
              return why == null
                  ? check
                  : new CheckOutcome(check.name(), CheckOutcome.Status.FAILED, Optional.of(why));
            })
        .toList();
  }

  /** What a check reads for itself fails the check, not the run. */
  private void failed(DesiredInstance instance, Diagnostic problem) {
    if (instance.check().isEmpty() || interruption.isStopping()) {
      diagnostics.accept(problem);
    } else {
      failedChecks.putIfAbsent(instance.check(), PlanProblems.ofCheck(instance.check(), problem));
    }
  }

  private Optional<Value.Obj> ask(DesiredInstance instance) {
    try {
      BoundData<?> type = sessions.data(instance.provider(), instance.address().type());
      return Optional.of(
          type.read(instance.config(), RunContext.looking(interruption, LIMIT, _ -> {})));
    } catch (ProviderSessions.Unavailable e) {
      failed(instance, e.diagnostic().orAt(instance.span()).at(instance.address()));
    } catch (ProviderException e) {
      failed(
          instance,
          ApplyProblems.failed(
              "K3-0606",
              "read",
              instance.address(),
              Optional.empty(),
              e,
              instance.spanOf(e.argument()),
              "",
              ""));
    } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
      diagnostics.accept(PlanProblems.providerBug(instance.address(), "read", e));
    }
    return Optional.empty();
  }

  /** Returns the arguments with everything computed unknown. */
  Value.Obj unread(DesiredInstance instance) {
    try {
      BlockSchema block =
          sessions.data(instance.provider(), instance.address().type()).schema().block();
      return unknowns(instance.config(), block);
    } catch (ProviderSessions.Unavailable e) {
      failed(instance, e.diagnostic().orAt(instance.span()).at(instance.address()));
      return instance.config();
    }
  }

  static Value.Obj unknowns(Value.Obj config, BlockSchema block) {
    SortedMap<String, Value> out = new TreeMap<>(KeyOrder.INSTANCE);
    out.putAll(config.fields());
    for (AttributeSchema a : block.attributes().values()) {
      boolean given = a.presence().isArgument() && !config.get(a.name()).isNull();
      if (!given && (!a.presence().isArgument() || a.presence() == Presence.OPTIONAL_COMPUTED)) {
        Value unknown = Value.Unknown.of(a.type());
        out.put(a.name(), a.secret() ? new Value.Secret(unknown) : unknown);
      }
    }
    return new Value.Obj(out);
  }
}
