package dev.k3form.frontend.function;

import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A built-in function: its signature, its documentation and what it does.
 *
 * @param rest the parameter that takes all further arguments
 * @param result the type of the result as the reference shows it
 * @param resultType tells the type of the result from the arguments, where one is unknown
 * @param doc a sentence or two for the reference, completion and hover
 */
public record Function(
    String name,
    Category category,
    List<Parameter> parameters,
    Optional<Parameter> rest,
    Type result,
    ResultType resultType,
    Set<Trait> traits,
    String doc,
    Body body) {

  /** Copies the collections. */
  public Function {
    parameters = List.copyOf(parameters);
    traits = Set.copyOf(traits);
  }

  /** The chapters of the reference. */
  public enum Category {
    NUMERIC("Numbers"),
    STRING("Strings"),
    COLLECTION("Collections"),
    ENCODING("Encoding"),
    FILE("Files"),
    TIME("Date and time"),
    HASH("Hashes and keys"),
    NETWORK("IP networks"),
    CONVERSION("Types and control");

    private final String title;

    Category(String title) {
      this.title = title;
    }

    /** Returns the heading. */
    public String title() {
      return title;
    }
  }

  /** What sets a function apart from the others. */
  public enum Trait {
    /**
     * Moves values without looking into them, so that secrets and unknowns inside a collection stay
     * where they are instead of spreading over the whole result.
     */
    STRUCTURAL,
    /** Deals with arguments that are unknown itself. */
    ACCEPTS_UNKNOWN,
    /** Deals with secrets itself; the result is not made a secret. */
    ACCEPTS_SECRET,
    /** Gives another result each time: known only after apply. */
    IMPURE,
    /** Evaluates its arguments itself, which may fail. */
    LAZY
  }

  /**
   * A parameter.
   *
   * @param nullable whether null is an argument like any other
   */
  public record Parameter(String name, Type type, boolean nullable, String doc) {}

  /** What a function does. */
  @FunctionalInterface
  public interface Body {
    /** Returns the result; throws a {@code ValueException} if there is none. */
    Value call(Arguments arguments);
  }

  /** Tells the type of a result that is unknown. */
  @FunctionalInterface
  public interface ResultType {
    /** Returns the type, given the arguments, some of which are unknown. */
    Type of(List<Value> arguments);
  }

  /** Reports whether the function has the trait. */
  public boolean is(Trait trait) {
    return traits.contains(trait);
  }

  /** Returns the least number of arguments. */
  public int least() {
    return parameters.size();
  }

  /** Returns the parameter that takes an argument. */
  public Parameter parameter(int index) {
    return index < parameters.size() ? parameters.get(index) : rest.orElseThrow();
  }

  /** Returns the signature as the reference shows it: {@code join(separator: string, ...)}. */
  public String signature() {
    List<String> parts = new ArrayList<>();
    parameters.forEach(p -> parts.add(p.name() + ": " + p.type()));
    rest.ifPresent(p -> parts.add(p.name() + "...: " + p.type()));
    return name + "(" + String.join(", ", parts) + "): " + result;
  }

  /** Starts the definition of a function. */
  static Builder named(String name, Category category, String doc) {
    return new Builder(name, category, doc);
  }

  /** Collects the parts of a function. */
  static final class Builder {
    private final String name;
    private final Category category;
    private final String doc;
    private final List<Parameter> parameters = new ArrayList<>();
    private Optional<Parameter> rest = Optional.empty();
    private final EnumSet<Trait> traits = EnumSet.noneOf(Trait.class);
    private @Nullable ResultType resultType;

    private Builder(String name, Category category, String doc) {
      this.name = name;
      this.category = category;
      this.doc = doc;
    }

    Builder param(String parameter, Type type) {
      parameters.add(new Parameter(parameter, type, false, ""));
      return this;
    }

    Builder nullable(String parameter, Type type) {
      parameters.add(new Parameter(parameter, type, true, ""));
      return this;
    }

    Builder rest(String parameter, Type type) {
      rest = Optional.of(new Parameter(parameter, type, false, ""));
      return this;
    }

    Builder nullableRest(String parameter, Type type) {
      rest = Optional.of(new Parameter(parameter, type, true, ""));
      return this;
    }

    Builder with(Trait trait) {
      traits.add(trait);
      return this;
    }

    Builder typed(ResultType type) {
      resultType = type;
      return this;
    }

    Function returns(Type result, Body body) {
      ResultType type = resultType == null ? _ -> result : resultType;
      return new Function(name, category, parameters, rest, result, type, traits, doc, body);
    }
  }
}
