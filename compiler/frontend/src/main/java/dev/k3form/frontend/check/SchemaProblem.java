package dev.k3form.frontend.check;

import dev.k3form.frontend.convert.Suggestions;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.diagnostic.Fix;
import dev.k3form.model.source.Span;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** What can be wrong with blocks in view of the providers' schemas: texts of the 02xx codes. */
public sealed interface SchemaProblem {
  /** Returns it as it is told to the user. */
  Diagnostic toDiagnostic();

  /** An argument that a block does not have. */
  record UnknownArgument(
      String name, String in, Collection<String> known, boolean isBlock, Span span)
      implements SchemaProblem {
    @Override
    public Diagnostic toDiagnostic() {
      Diagnostic.Builder builder =
          Diagnostic.error("K3-0203", "unknown argument `" + name + "`")
              .at(span, "`" + in + "` has no argument with this name");
      if (isBlock) {
        builder.help("`" + name + "` is a block: write `" + name + " { ... }` without `=`");
        return builder.build();
      }
      List<String> near = Suggestions.near(name, known);
      if (!near.isEmpty()) {
        builder.help(
            "did you mean "
                + String.join(" or ", near.stream().map(n -> "`" + n + "`").toList())
                + "?");
        builder.fix(new Fix("rename to `" + near.getFirst() + "`", span, near.getFirst(), false));
      }
      return builder
          .note("arguments of `" + in + "`: run `k3form explain " + firstWord(in) + "`")
          .build();
    }

    private static String firstWord(String title) {
      int space = title.indexOf(' ');
      return space < 0 ? title : title.substring(0, space);
    }
  }

  /** A block that a block does not have. */
  record UnknownNestedBlock(
      String type, String in, Collection<String> known, boolean isArgument, Span span)
      implements SchemaProblem {
    @Override
    public Diagnostic toDiagnostic() {
      Diagnostic.Builder builder =
          Diagnostic.error("K3-0204", "unknown block `" + type + "`")
              .at(span, "`" + in + "` has no block with this name");
      if (isArgument) {
        return builder.help("`" + type + "` is an argument: write `" + type + " = ...`").build();
      }
      switch (type) {
        case "provisioner" ->
            builder.help(
                "there are no provisioners: say with resources what a machine is to be, such as"
                    + " those of the provider `linux`");
        case "connection" ->
            builder.help("how a machine is reached is said by the argument `host` of resources");
        default -> {}
      }
      List<String> here =
          Stream.concat(known.stream(), Stream.of("dynamic", "lifecycle")).sorted().toList();
      Suggestions.didYouMean(type, here, n -> "`" + n + "`").forEach(builder::help);
      if (!known.isEmpty()) {
        builder.note(
            "Blocks of `" + in + "`: " + Suggestions.some(known.stream().sorted().toList()) + ".");
      }
      return builder.build();
    }
  }

  /** A required argument that is not there. */
  record MissingArgument(String name, String type, String doc, String in, Span span)
      implements SchemaProblem {
    @Override
    public Diagnostic toDiagnostic() {
      return Diagnostic.error("K3-0205", "missing argument `" + name + "`")
          .at(span, "`" + in + "` needs the argument `" + name + "`")
          .note("`" + name + "` (" + type + "): " + doc)
          .build();
    }
  }

  /** More or fewer blocks of a type than there may be. */
  record BlockCount(String type, int found, int min, int max, Span span) implements SchemaProblem {
    @Override
    public Diagnostic toDiagnostic() {
      String code = found < min ? "K3-0206" : "K3-0207";
      String expected =
          found < min
              ? "at least " + min + (min == 1 ? " is" : " are") + " needed"
              : "no more than " + max + (max == 1 ? " is" : " are") + " allowed";
      return Diagnostic.error(
              code, (found < min ? "missing block `" : "too many blocks `") + type + "`")
          .at(span, expected)
          .build();
    }
  }

  /** A resource type that no provider has. */
  record UnknownType(
      String type, String kind, Collection<String> known, boolean otherKind, Span span)
      implements SchemaProblem {
    @Override
    public Diagnostic toDiagnostic() {
      Diagnostic.Builder builder =
          Diagnostic.error("K3-0209", "unknown " + kind + " type `" + type + "`")
              .at(span, "no provider has this type");
      if (otherKind) {
        builder.help(
            kind.equals("resource")
                ? "there is a data source of this type: `data \"" + type + "\" ...`"
                : "there is a resource of this type: `resource \"" + type + "\" ...`");
      }
      Suggestions.didYouMean(type, known, n -> "`" + n + "`").forEach(builder::help);
      return builder.build();
    }
  }

  /** A provider that does not exist. */
  record UnknownProvider(String name, Collection<String> known, Span span)
      implements SchemaProblem {
    @Override
    public Diagnostic toDiagnostic() {
      Diagnostic.Builder builder =
          Diagnostic.error("K3-0210", "unknown provider `" + name + "`")
              .at(span, "there is no provider with this name");
      Suggestions.didYouMean(name, known, n -> "`" + n + "`").forEach(builder::help);
      return builder.note("Providers: " + String.join(", ", known) + ".").build();
    }
  }

  /** A provider configuration that is not declared. */
  record UndeclaredProvider(String ref, Span span) implements SchemaProblem {
    @Override
    public Diagnostic toDiagnostic() {
      return Diagnostic.error("K3-0236", "no provider `" + ref + "` is declared")
          .at(span, "no `provider` block has this name and alias")
          .build();
    }
  }

  /** A module uses a provider under an alias that its caller does not give it. */
  record UnpassedProvider(String ref, String call, Span callSpan, Span use)
      implements SchemaProblem {
    @Override
    public Diagnostic toDiagnostic() {
      return Diagnostic.error(
              "K3-0236", "no provider `" + ref + "` is given to `module." + call + "`")
          .at(callSpan, "the module knows no `" + ref + "`")
          .label(use, "it is used here")
          .help("write `providers = { " + ref + " = name.alias }` in the call")
          .build();
    }
  }

  /** A module is given a provider of one kind for one of another. */
  record WrongProvider(String name, String given, Span span) implements SchemaProblem {
    @Override
    public Diagnostic toDiagnostic() {
      return Diagnostic.error("K3-0236", "`" + given + "` cannot be the provider `" + name + "`")
          .at(span, "this is a configuration of another provider")
          .build();
    }
  }

  /** A provider block outside the root module. */
  record ProviderInModule(String name, Span span) implements SchemaProblem {
    @Override
    public Diagnostic toDiagnostic() {
      return Diagnostic.error("K3-0237", "provider `" + name + "` is declared in a module")
          .at(span, "providers are declared in the root module only")
          .help("move the block there; the module uses it without further ado")
          .build();
    }
  }

  /** A nested block with too few or too many labels. */
  record BlockLabels(String type, boolean wanted, int found, Span span) implements SchemaProblem {
    @Override
    public Diagnostic toDiagnostic() {
      return Diagnostic.error("K3-0214", "wrong number of labels for `" + type + "`")
          .at(
              span,
              found
                  + (found == 1 ? " label" : " labels")
                  + ", "
                  + (wanted ? "one" : "none")
                  + " expected")
          .help("the form is `" + type + (wanted ? " \"name\"" : "") + " { ... }`")
          .build();
    }
  }

  /** An argument that only the provider gives a value. */
  record ComputedArgument(String name, String in, Span span) implements SchemaProblem {
    @Override
    public Diagnostic toDiagnostic() {
      return Diagnostic.error("K3-0215", "attribute `" + name + "` cannot be set")
          .at(span, "only the provider gives it a value; it can be read from `" + in + "`")
          .build();
    }
  }

  /** An argument that is on its way out; a warning. */
  record DeprecatedArgument(String name, String instead, Span span) implements SchemaProblem {
    @Override
    public Diagnostic toDiagnostic() {
      return Diagnostic.warning("K3-0216", "argument `" + name + "` is deprecated")
          .at(span, "this will go away")
          .help(instead)
          .build();
    }
  }

  /** A variable or local that nothing refers to; a warning. */
  record Unused(String kind, String name, Span span) implements SchemaProblem {
    @Override
    public Diagnostic toDiagnostic() {
      return Diagnostic.warning(
              kind.equals("variable") ? "K3-0217" : "K3-0218", kind + " `" + name + "` is not used")
          .at(span, "nothing refers to it")
          .build();
    }
  }

  /** An argument of a module call that is no variable of the module. */
  record UnknownInput(String name, String module, Collection<String> known, Span span)
      implements SchemaProblem {
    @Override
    public Diagnostic toDiagnostic() {
      Diagnostic.Builder builder =
          Diagnostic.error("K3-0222", "module `" + module + "` has no variable `" + name + "`")
              .at(span, "the module declares no such variable");
      Suggestions.didYouMean(name, known, n -> "`" + n + "`").forEach(builder::help);
      return builder.build();
    }
  }

  /** A variable of a module that a call gives no value. */
  record MissingInput(String name, String type, String module, Span call, Span variable)
      implements SchemaProblem {
    @Override
    public Diagnostic toDiagnostic() {
      return Diagnostic.error("K3-0222", "module `" + module + "` needs a value for `" + name + "`")
          .at(call, "`" + name + "` (" + type + ") is not given here")
          .label(variable, "it has no default")
          .build();
    }
  }
}
