package dev.k3form.frontend.program;

import dev.k3form.model.address.AttributePath;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.graph.ProviderRef;
import dev.k3form.model.source.Span;
import dev.k3form.model.type.Type;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the blocks of a module declare. */
public sealed interface Declaration {
  /** Where the declaration starts: the header of its block. */
  Span span();

  /** {@code variable "name"}. */
  record Variable(
      String name,
      Type type,
      Span typeSpan,
      Optional<Expr> defaultValue,
      String description,
      boolean sensitive,
      boolean nullable,
      String deprecated,
      List<Condition> validations,
      Span span)
      implements Declaration {
    /** Copies the list. */
    public Variable {
      validations = List.copyOf(validations);
    }

    /** Reports whether a type is written; without one any value will do. */
    public boolean isTyped() {
      return !typeSpan.equals(span);
    }
  }

  /** One name of a {@code locals} block; its span is the name. */
  record Local(String name, Expr value, Span span) implements Declaration {}

  /** {@code output "name"}. */
  record Output(
      String name,
      Expr value,
      String description,
      boolean sensitive,
      List<Condition> preconditions,
      List<Dependency> dependsOn,
      Span span)
      implements Declaration {
    /** Copies the lists. */
    public Output {
      preconditions = List.copyOf(preconditions);
      dependsOn = List.copyOf(dependsOn);
    }
  }

  /** {@code provider "name"} with or without an alias. */
  record Provider(ProviderRef ref, Content content, Span span) implements Declaration {}

  /**
   * {@code resource "type" "name"} or {@code data "type" "name"}.
   *
   * @param check the name of the check block that it stands in, and that alone may refer to it;
   *     empty for all else
   */
  record Resource(
      ResourceAddress.Mode mode,
      String type,
      String name,
      Span typeSpan,
      Repetition repetition,
      Content content,
      Optional<ProviderUse> provider,
      List<Dependency> dependsOn,
      Lifecycle lifecycle,
      String check,
      Span span)
      implements Declaration {
    /** Copies the list. */
    public Resource {
      dependsOn = List.copyOf(dependsOn);
    }

    /** Returns what references to it name. */
    public Expr.Target.Resource target() {
      return new Expr.Target.Resource(mode, type, name);
    }
  }

  /** The {@code provider} argument of a resource. */
  record ProviderUse(ProviderRef ref, Span span) {}

  /** {@code module "name"}; {@code directory} is where the called module was loaded from. */
  record ModuleCall(
      String name,
      String directory,
      Repetition repetition,
      Map<String, Content.Argument> arguments,
      Map<String, ProviderUse> providers,
      List<Dependency> dependsOn,
      Span span)
      implements Declaration {
    /** Copies the collections. */
    public ModuleCall {
      arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
      providers = Collections.unmodifiableMap(new LinkedHashMap<>(providers));
      dependsOn = List.copyOf(dependsOn);
    }
  }

  /** {@code check "name"}. */
  record Check(String name, List<Condition> assertions, Span span) implements Declaration {
    /** Copies the list. */
    public Check {
      assertions = List.copyOf(assertions);
    }
  }

  /** {@code function "name"}: pure, of its parameters only. */
  record Function(
      String name,
      List<Parameter> parameters,
      Type resultType,
      Expr result,
      String description,
      Span span)
      implements Declaration {
    /** Copies the list. */
    public Function {
      parameters = List.copyOf(parameters);
    }

    /** Returns the function with another result. */
    public Function withResult(Expr other, Type type) {
      return new Function(name, parameters, type, other, description, span);
    }
  }

  /** A parameter of a function; one with a default may be left out. */
  record Parameter(
      String name, Type type, Optional<Expr> defaultValue, Expr.Binding binding, Span span) {}

  /** {@code moved}. */
  record Moved(String from, String to, Span span) implements Declaration {}

  /** {@code removed}. */
  record Removed(String from, boolean destroy, Span span) implements Declaration {}

  /** {@code import}: the target is a resource of this module, with the key as an expression. */
  record Import(
      Expr.Target.Resource to,
      Optional<Expr> key,
      Expr id,
      Optional<Expr> forEach,
      Span toSpan,
      Span span)
      implements Declaration {}

  /** {@code count}, {@code for_each} or neither. */
  sealed interface Repetition {
    /** One instance without key. */
    record Once() implements Repetition {}

    /** As many instances as {@code count} says. */
    record Count(Expr value, Span nameSpan) implements Repetition {}

    /** An instance for each element of a map or of a set of strings. */
    record ForEach(Expr value, Span nameSpan) implements Repetition {}

    /** Returns the expression, if there is one. */
    default Optional<Expr> expression() {
      return switch (this) {
        case Once _ -> Optional.empty();
        case Count(Expr value, Span _) -> Optional.of(value);
        case ForEach(Expr value, Span _) -> Optional.of(value);
      };
    }
  }

  /** An element of {@code depends_on}: all instances of a resource, or everything in a module. */
  record Dependency(Expr.Target target, Span span) {}

  /** A condition with the message for its failure. */
  record Condition(Expr condition, Expr message, Span span) {}

  /** The {@code lifecycle} block; the first three may be expressions. */
  record Lifecycle(
      Optional<Expr> createBeforeDestroy,
      Optional<Expr> preventDestroy,
      List<PathExpr> ignoreChanges,
      Optional<Expr> ignoreChangesExpression,
      List<Expr> replaceTriggeredBy,
      List<Condition> preconditions,
      List<Condition> postconditions) {
    /** Nothing said. */
    public static final Lifecycle NONE =
        new Lifecycle(
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            List.of(),
            List.of(),
            List.of());

    /** Copies the lists. */
    public Lifecycle {
      ignoreChanges = List.copyOf(ignoreChanges);
      replaceTriggeredBy = List.copyOf(replaceTriggeredBy);
      preconditions = List.copyOf(preconditions);
      postconditions = List.copyOf(postconditions);
    }
  }

  /** A path into the arguments of a resource, as {@code ignore_changes} lists them. */
  record PathExpr(AttributePath path, Span span) {}
}
