package dev.k3form.frontend.evaluate;

import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.source.Span;
import java.util.List;

/** What can be wrong when blocks are evaluated: repetition, conditions, secrets. */
public sealed interface EvaluateProblem {
  /** Returns it as it is told to the user. */
  Diagnostic toDiagnostic();

  /** A {@code count} or {@code for_each} that cannot be used. */
  record BadRepetition(String argument, String why, Span span, List<String> help)
      implements EvaluateProblem {
    @Override
    public Diagnostic toDiagnostic() {
      Diagnostic.Builder builder =
          Diagnostic.error("K3-0320", "`" + argument + "` cannot be used").at(span, why);
      help.forEach(builder::help);
      return builder.build();
    }
  }

  /** A {@code count} or {@code for_each} that is known only after apply. */
  record DeferredRepetition(String argument, String what, Span span, List<String> reads)
      implements EvaluateProblem {
    @Override
    public Diagnostic toDiagnostic() {
      Diagnostic.Builder builder =
          Diagnostic.warning("K3-0402", "instances are known only after apply")
              .at(
                  span,
                  "`" + argument + "` of " + what + " depends on what is still to be created");
      if (!reads.isEmpty()) {
        builder.note("It depends on " + String.join(", ", reads) + ".");
      }
      return builder
          .help("`apply` goes on with them by itself, once what they depend on is there")
          .help("or take the keys from variables or locals, and only the values from resources")
          .build();
    }
  }

  /** An instance that hangs on something whose instances are known only after apply. */
  record DeferredInstance(String address, String awaited, Span span) implements EvaluateProblem {
    @Override
    public Diagnostic toDiagnostic() {
      return Diagnostic.warning("K3-0402", "waits for `" + awaited + "`, which is still open")
          .at(span, "`" + address + "` depends on `" + awaited + "`")
          .help("`apply` goes on with it by itself, once what it depends on is there")
          .build();
    }
  }

  /** A validation of a variable that does not hold. */
  record InvalidVariable(String name, String message, Span span, List<String> notes)
      implements EvaluateProblem {
    @Override
    public Diagnostic toDiagnostic() {
      Diagnostic.Builder builder =
          Diagnostic.error("K3-0321", "value of variable `" + name + "` is not allowed")
              .at(span, message);
      notes.forEach(builder::note);
      return builder.build();
    }
  }

  /** A precondition or postcondition that does not hold. */
  record FailedCondition(String kind, String of, String message, Span span, List<String> notes)
      implements EvaluateProblem {
    @Override
    public Diagnostic toDiagnostic() {
      String code = kind.equals("precondition") ? "K3-0322" : "K3-0323";
      Diagnostic.Builder builder =
          Diagnostic.error(code, kind + " of `" + of + "` does not hold").at(span, message);
      notes.forEach(builder::note);
      return builder.build();
    }
  }

  /** A check that does not hold; a warning. */
  record FailedCheck(String name, String message, Span span, List<String> notes)
      implements EvaluateProblem {
    @Override
    public Diagnostic toDiagnostic() {
      Diagnostic.Builder builder =
          Diagnostic.warning("K3-0324", "check `" + name + "` does not hold").at(span, message);
      notes.forEach(builder::note);
      return builder.build();
    }
  }

  /** An output that shows a secret. */
  record SecretOutput(String name, Span span) implements EvaluateProblem {
    @Override
    public Diagnostic toDiagnostic() {
      return Diagnostic.error("K3-0325", "output `" + name + "` would show a secret")
          .at(span, "this value depends on a secret")
          .help("write `sensitive = true` in the output")
          .help("or take the mark off with `nonsensitive(...)`, if the value is none")
          .build();
    }
  }

  /** Two nested blocks with one label. */
  record SameLabel(String type, String label, Span span) implements EvaluateProblem {
    @Override
    public Diagnostic toDiagnostic() {
      return Diagnostic.error("K3-0326", "two `" + type + "` blocks have the same label")
          .at(span, "the label \"" + label + "\" comes twice")
          .build();
    }
  }

  /** More or fewer nested blocks than there may be. */
  record BlockCount(String type, String why, Span span) implements EvaluateProblem {
    @Override
    public Diagnostic toDiagnostic() {
      return Diagnostic.error("K3-0207", "wrong number of `" + type + "` blocks")
          .at(span, why)
          .build();
    }
  }

  /** A provider that needs a resource. */
  record ProviderNeedsResource(String provider, String resource, Span span)
      implements EvaluateProblem {
    @Override
    public Diagnostic toDiagnostic() {
      return Diagnostic.error("K3-0404", "provider `" + provider + "` depends on a resource")
          .at(span, "this depends on `" + resource + "`")
          .note("Providers are set up before any resource is created.")
          .help("take the value from a variable, or connect in the resources themselves")
          .build();
    }
  }

  /** An import that names no instance. */
  record BadImport(String why, Span span) implements EvaluateProblem {
    @Override
    public Diagnostic toDiagnostic() {
      return Diagnostic.error("K3-0327", "`import` names nothing to import").at(span, why).build();
    }
  }

  /** A lifecycle argument that is not usable. */
  record BadLifecycle(String argument, String why, Span span) implements EvaluateProblem {
    @Override
    public Diagnostic toDiagnostic() {
      return Diagnostic.error("K3-0328", "`" + argument + "` cannot be used").at(span, why).build();
    }
  }

  /** A variable that must not be null is null. */
  record NullVariable(String name, Span span) implements EvaluateProblem {
    @Override
    public Diagnostic toDiagnostic() {
      return Diagnostic.error("K3-0329", "variable `" + name + "` must not be null")
          .at(span, "it is declared with `nullable = false`")
          .build();
    }
  }
}
