package dev.k3form.engine.generate;

import dev.k3form.engine.problem.ApplyProblems;
import dev.k3form.engine.problem.PlanProblems;
import dev.k3form.engine.provider.BoundType;
import dev.k3form.engine.provider.Interruption;
import dev.k3form.engine.provider.ProviderSessions;
import dev.k3form.engine.provider.RunContext;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.graph.ProviderRef;
import dev.k3form.model.graph.Refactoring.Import;
import dev.k3form.model.value.Value;
import dev.k3form.spi.ProviderException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes configuration for imports that have none. */
public final class ImportGenerator {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final ProviderSessions sessions;
  private final Interruption interruption;

  /** Creates a generator. */
  public ImportGenerator(ProviderSessions sessions, Interruption interruption) {
    this.sessions = sessions;
    this.interruption = interruption;
  }

  /** The text that was written, and what could not be. */
  public record Generated(String text, List<Diagnostic> problems) {
    /** Copies the list. */
    public Generated {
      problems = List.copyOf(problems);
    }
  }

  /** Reads the objects, by the default configurations of their providers, and writes blocks. */
  public Generated generate(List<Import> imports) {
    List<String> blocks = new ArrayList<>();
    List<Diagnostic> problems = new ArrayList<>();
    for (Import wanted : imports) {
      String type = wanted.to().type();
      ProviderRef provider = ProviderRef.of(type.substring(0, Math.max(0, type.indexOf('_'))));
      try {
        BoundType<?> bound = sessions.resource(provider, type);
        RunContext context = RunContext.looking(interruption, LIMIT, _ -> {});
        Optional<Value.Obj> found = bound.importState(wanted.id(), context);
        if (found.isPresent()) {
          blocks.add(BlockWriter.write(wanted.to(), bound.schema(), found.get()));
        } else {
          problems.add(PlanProblems.importMissing(wanted.to(), wanted.id(), wanted.span()));
        }
      } catch (ProviderSessions.Unavailable e) {
        problems.add(e.diagnostic().orAt(wanted.span()).at(wanted.to()));
      } catch (ProviderException e) {
        problems.add(
            ApplyProblems.failed(
                "K3-0605", "import", wanted.to(), Optional.empty(), e, wanted.span(), "", ""));
      }
    }
    return new Generated(String.join("\n", blocks), problems);
  }
}
