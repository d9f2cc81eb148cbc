package dev.k3form.frontend.resolve;

import dev.k3form.frontend.convert.Suggestions;
import dev.k3form.model.address.Quoted;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.source.Span;
import java.util.Collection;
import java.util.List;

/** What can be wrong with the names and blocks of a module: texts of the 02xx codes. */
public sealed interface ResolveProblem {
  /** Returns it as it is told to the user. */
  Diagnostic toDiagnostic();

  /**
   * A reference to something that is not declared.
   *
   * @param kind such as {@code variable}
   * @param help what the user may have meant; may be empty
   */
  record UnknownReference(String written, String kind, Span span, List<String> help)
      implements ResolveProblem {
    @Override
    public Diagnostic toDiagnostic() {
      Diagnostic.Builder builder =
          Diagnostic.error("K3-0201", "unknown reference `" + written + "`")
              .at(span, "no " + kind + " with this name is declared");
      help.forEach(builder::help);
      return builder.build();
    }
  }

  /** A block that cannot stand where it does. */
  record UnknownBlock(String type, String in, Collection<String> known, Span span)
      implements ResolveProblem {
    @Override
    public Diagnostic toDiagnostic() {
      Diagnostic.Builder builder =
          Diagnostic.error("K3-0202", "unknown block `" + type + "`")
              .at(span, in + " has no block with this name");
      if (type.equals("terraform")) {
        builder.help("settings stand in a `k3form` block; no provider has to be required");
      }
      Suggestions.didYouMean(type, known, n -> "`" + n + "`").forEach(builder::help);
      if (!known.isEmpty()) {
        builder.note("Blocks here: " + Suggestions.some(known.stream().sorted().toList()) + ".");
      }
      return builder.build();
    }
  }

  /** An argument that the block does not have. */
  record UnknownArgument(
      String name, String in, Collection<String> known, Span span, boolean isBlock)
      implements ResolveProblem {
    @Override
    public Diagnostic toDiagnostic() {
      Diagnostic.Builder builder =
          Diagnostic.error("K3-0203", "unknown argument `" + name + "`")
              .at(span, in + " has no argument with this name");
      if (isBlock) {
        builder.help("`" + name + "` is a block: write `" + name + " { ... }` without `=`");
      }
      Suggestions.didYouMean(name, known, n -> "`" + n + "`").forEach(builder::help);
      return builder.build();
    }
  }

  /** An argument that must be there and is not. */
  record MissingArgument(String name, String in, String type, Span span) implements ResolveProblem {
    @Override
    public Diagnostic toDiagnostic() {
      return Diagnostic.error("K3-0205", "missing argument `" + name + "`")
          .at(
              span,
              in + " needs the argument `" + name + "`" + (type.isEmpty() ? "" : " (" + type + ")"))
          .build();
    }
  }

  /** Two declarations with one name. */
  record Duplicate(String what, Span first, Span second) implements ResolveProblem {
    @Override
    public Diagnostic toDiagnostic() {
      return Diagnostic.error("K3-0208", what + " is declared twice")
          .at(second, "declared here again")
          .label(first, "first declared here")
          .build();
    }
  }

  /** A block with too few or too many labels. */
  record Labels(String type, List<String> expected, int found, Span span)
      implements ResolveProblem {
    @Override
    public Diagnostic toDiagnostic() {
      String form =
          type
              + String.join("", expected.stream().map(e -> " \"" + e + "\"").toList())
              + " { ... }";
      return Diagnostic.error("K3-0214", "wrong number of labels for `" + type + "`")
          .at(
              span,
              found
                  + (found == 1 ? " label" : " labels")
                  + ", "
                  + (expected.isEmpty() ? "none" : String.valueOf(expected.size()))
                  + " expected")
          .help("the form is `" + form + "`")
          .build();
    }
  }

  /** A function that does not exist. */
  record UnknownFunction(String name, Collection<String> known, Span span)
      implements ResolveProblem {
    @Override
    public Diagnostic toDiagnostic() {
      Diagnostic.Builder builder =
          Diagnostic.error("K3-0211", "unknown function `" + name + "`")
              .at(span, "no function has this name");
      Suggestions.didYouMean(name, known, n -> "`" + n + "`").forEach(builder::help);
      return builder.build();
    }
  }

  /** A name that is not usable as one. */
  record BadName(String name, String what, String why, Span span) implements ResolveProblem {
    @Override
    public Diagnostic toDiagnostic() {
      return Diagnostic.error("K3-0219", Quoted.quote(name) + " cannot be the name of a " + what)
          .at(span, why)
          .build();
    }
  }

  /** {@code count} together with {@code for_each}. */
  record CountAndForEach(Span count, Span forEach) implements ResolveProblem {
    @Override
    public Diagnostic toDiagnostic() {
      return Diagnostic.error("K3-0220", "`count` and `for_each` exclude each other")
          .at(forEach, "`for_each` repeats the block")
          .label(count, "`count` repeats it, too")
          .help("remove one of the two")
          .build();
    }
  }

  /** {@code each}, {@code count} or {@code self} where there is none. */
  record OutOfPlace(String name, String why, Span span) implements ResolveProblem {
    @Override
    public Diagnostic toDiagnostic() {
      return Diagnostic.error("K3-0221", "`" + name + "` has no meaning here")
          .at(span, why)
          .build();
    }
  }

  /** Something must be written out here that is not. */
  record NotStatic(String what, String why, Span span) implements ResolveProblem {
    @Override
    public Diagnostic toDiagnostic() {
      return Diagnostic.error("K3-0225", what + " must be written out").at(span, why).build();
    }
  }

  /** A type expression that means nothing. */
  record BadType(String why, Span span, List<String> help) implements ResolveProblem {
    @Override
    public Diagnostic toDiagnostic() {
      Diagnostic.Builder builder = Diagnostic.error("K3-0229", "not a type").at(span, why);
      help.forEach(builder::help);
      return builder.build();
    }
  }

  /** An element that must name a resource or module and does not. */
  record BadDependency(String why, Span span) implements ResolveProblem {
    @Override
    public Diagnostic toDiagnostic() {
      return Diagnostic.error("K3-0232", "not a reference to a resource or module")
          .at(span, why)
          .build();
    }
  }

  /** A key in an object that reads like a reference. */
  record AmbiguousKey(String text, Span span) implements ResolveProblem {
    @Override
    public Diagnostic toDiagnostic() {
      return Diagnostic.error("K3-0230", "key could be a string or a reference")
          .at(span, "this reads like a reference")
          .help("write `(" + text + ")` for the value of the reference")
          .help("write `\"" + text + "\"` for a key with this text")
          .build();
    }
  }

  /** An element of {@code replace_triggered_by} that names nothing that can change. */
  record BadTrigger(Span span) implements ResolveProblem {
    @Override
    public Diagnostic toDiagnostic() {
      return Diagnostic.error("K3-0328", "`replace_triggered_by` cannot be used")
          .at(span, "name a resource of this module, an instance or an attribute of one")
          .help("let a `k3form_data` resource have the value, and name its `output`")
          .build();
    }
  }

  /** A module that is not where its source says. */
  record ModuleNotFound(String source, String why, Span span) implements ResolveProblem {
    @Override
    public Diagnostic toDiagnostic() {
      return Diagnostic.error("K3-0227", "module " + Quoted.quote(source) + " not found")
          .at(span, why)
          .help("the source is a path that begins with `./` or `../`, or `std/` and a name")
          .build();
    }
  }

  /** An address in {@code moved}, {@code removed} or {@code import} that cannot be read. */
  record BadAddress(String why, Span span) implements ResolveProblem {
    @Override
    public Diagnostic toDiagnostic() {
      return Diagnostic.error("K3-0228", "not an address of a resource").at(span, why).build();
    }
  }

  /** A value in a setting that is not usable. */
  record BadSetting(String summary, String why, Span span) implements ResolveProblem {
    @Override
    public Diagnostic toDiagnostic() {
      return Diagnostic.error("K3-0231", summary).at(span, why).build();
    }
  }
}
