package dev.k3form.frontend.load;

import dev.k3form.frontend.convert.Suggestions;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.source.Span;
import java.util.Collection;
import java.util.List;

/** What can be wrong with files and with the values of variables. */
public sealed interface LoadProblem {
  /** Returns it as it is told to the user. */
  Diagnostic toDiagnostic();

  /** A file that cannot be read. */
  record Unreadable(String path, String why) implements LoadProblem {
    @Override
    public Diagnostic toDiagnostic() {
      return Diagnostic.error("K3-0226", "cannot read `" + path + "`").note(why).build();
    }
  }

  /** A directory without configuration. */
  record NoConfiguration(String directory) implements LoadProblem {
    /** The code of this problem, which some can live with. */
    public static final String CODE = "K3-0233";

    @Override
    public Diagnostic toDiagnostic() {
      return Diagnostic.error(CODE, "no configuration here")
          .note("The directory `" + directory + "` has no file whose name ends in `.k3s`.")
          .help("write a `main.k3s`, or name another directory with `-chdir`")
          .build();
    }
  }

  /** A value for a variable that is not declared. */
  record UndeclaredVariable(String name, String from, Collection<String> known, Span span)
      implements LoadProblem {
    @Override
    public Diagnostic toDiagnostic() {
      Diagnostic.Builder builder =
          Diagnostic.error("K3-0224", "no variable `" + name + "` is declared")
              .at(span, "this value has no variable")
              .note("The value comes from " + from + ".");
      List<String> near = Suggestions.didYouMean(name, known, n -> "`" + n + "`");
      near.forEach(builder::help);
      if (near.isEmpty()) {
        builder.help("declare it: `variable \"" + name + "\" {}`");
      }
      return builder.build();
    }
  }

  /** A variable without value and default. */
  record MissingVariable(String name, String description, Span span) implements LoadProblem {
    @Override
    public Diagnostic toDiagnostic() {
      Diagnostic.Builder builder =
          Diagnostic.error("K3-0223", "variable `" + name + "` has no value")
              .at(span, "it has no default, so that a value must be given");
      if (!description.isEmpty()) {
        builder.note("Description: " + description);
      }
      return builder
          .help(
              "give it with `-var '"
                  + name
                  + "=...'`, in `k3form.k3svars`, or as environment variable `K3FORM_VAR_"
                  + name
                  + "`")
          .build();
    }
  }

  /** A block in a file that holds values only. */
  record BlockInVariables(String type, Span span) implements LoadProblem {
    @Override
    public Diagnostic toDiagnostic() {
      return Diagnostic.error("K3-0234", "a file of variable values has no blocks")
          .at(span, "`" + type + "` is a block")
          .help("write the values as `name = value`")
          .build();
    }
  }

  /** A value on the command line or in the environment that is not an expression. */
  record BadVariableText(String name, String from, String why) implements LoadProblem {
    @Override
    public Diagnostic toDiagnostic() {
      return Diagnostic.error("K3-0235", "value of variable `" + name + "` cannot be read")
          .note("The value comes from " + from + ".")
          .note(why)
          .help("write an expression of the language, strings inside lists and objects in quotes")
          .build();
    }
  }
}
