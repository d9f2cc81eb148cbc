package dev.k3form.frontend.check;

import dev.k3form.frontend.graph.DependencyGraph;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.source.Span;
import java.util.List;

/** What can be wrong with the dependencies between declarations: texts of the 04xx codes. */
public sealed interface GraphProblem {
  /** Returns it as it is told to the user. */
  Diagnostic toDiagnostic();

  /** Declarations that need each other. */
  record Cycle(List<DependencyGraph.Step> steps) implements GraphProblem {
    /** Copies the list. */
    public Cycle {
      steps = List.copyOf(steps);
    }

    @Override
    public Diagnostic toDiagnostic() {
      DependencyGraph.Step first = steps.getFirst();
      String self = "`" + first.node() + "`";
      Diagnostic.Builder builder =
          steps.size() == 1
              ? Diagnostic.error("K3-0401", self + " depends on itself")
                  .at(first.span(), "here it refers to itself")
              : Diagnostic.error("K3-0401", "declarations depend on each other in a circle")
                  .at(first.span(), self + " depends on `" + steps.get(1).node() + "`");
      for (int i = 1; i < steps.size(); i++) {
        String next = steps.get((i + 1) % steps.size()).node().toString();
        builder.label(
            steps.get(i).span(), "`" + steps.get(i).node() + "` depends on `" + next + "`");
      }
      return builder.help("break the circle: take one of the references out").build();
    }
  }

  /** A module that is called, directly or not, by itself. */
  record ModuleCallsItself(String name, Span span) implements GraphProblem {
    @Override
    public Diagnostic toDiagnostic() {
      return Diagnostic.error("K3-0405", "module `" + name + "` calls itself")
          .at(span, "the module called here contains this call")
          .build();
    }
  }

  /** Functions that call each other in a circle, or one that calls itself. */
  record FunctionsCallEachOther(List<Call> calls) implements GraphProblem {
    /** One function calls the next. */
    public record Call(String from, String to, Span span) {}

    /** Copies the list. */
    public FunctionsCallEachOther {
      calls = List.copyOf(calls);
    }

    @Override
    public Diagnostic toDiagnostic() {
      Call first = calls.getFirst();
      Diagnostic.Builder builder =
          Diagnostic.error("K3-0403", "function `" + first.from() + "` calls itself")
              .at(
                  first.span(),
                  calls.size() == 1
                      ? "functions cannot be recursive"
                      : "`" + first.from() + "` calls `" + first.to() + "`");
      calls.stream()
          .skip(1)
          .forEach(c -> builder.label(c.span(), "`" + c.from() + "` calls `" + c.to() + "`"));
      return builder.build();
    }
  }

  /** A move that contradicts another one or what is declared. */
  record BadMove(String why, Span span, List<Span> places, List<String> texts)
      implements GraphProblem {
    /** Copies the lists. */
    public BadMove {
      places = List.copyOf(places);
      texts = List.copyOf(texts);
    }

    @Override
    public Diagnostic toDiagnostic() {
      Diagnostic.Builder builder =
          Diagnostic.error("K3-0406", "objects cannot be moved like this").at(span, why);
      for (int i = 0; i < places.size(); i++) {
        builder.label(places.get(i), texts.get(i));
      }
      return builder.build();
    }
  }
}
