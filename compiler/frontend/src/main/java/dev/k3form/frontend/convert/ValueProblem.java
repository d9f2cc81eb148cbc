package dev.k3form.frontend.convert;

import dev.k3form.model.address.Quoted;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.source.Span;
import java.util.List;

/**
 * What can be wrong with a value or an operation on values: the texts of the 03xx codes.
 *
 * <p>None of the parts may hold text that comes from a secret; whoever creates a problem knows
 * whether a value is secret and leaves it out.
 */
public sealed interface ValueProblem {
  /** Returns the permanent code. */
  String code();

  /** Returns the headline. */
  String summary();

  /** Returns what is wrong at the place. */
  String label();

  /** Returns facts. */
  default List<String> notes() {
    return List.of();
  }

  /** Returns actions. */
  default List<String> help() {
    return List.of();
  }

  /** Starts the diagnostic. */
  default Diagnostic.Builder diagnose(Span span) {
    Diagnostic.Builder builder = Diagnostic.error(code(), summary()).at(span, label());
    notes().forEach(builder::note);
    help().forEach(builder::help);
    return builder;
  }

  /**
   * A value is not of the type that is needed.
   *
   * @param path where inside the value, empty for the whole of it
   * @param why a sentence more, may be empty
   */
  record WrongType(String expected, String found, String path, String why) implements ValueProblem {
    @Override
    public String code() {
      return "K3-0301";
    }

    @Override
    public String summary() {
      return "expected " + expected + ", found " + found;
    }

    @Override
    public String label() {
      return path.isEmpty()
          ? "this is " + article(found)
          : "`" + path + "` in this is " + article(found);
    }

    @Override
    public List<String> help() {
      return why.isEmpty() ? List.of() : List.of(why);
    }

    private static String article(String noun) {
      return noun.equals("null") || noun.startsWith("`") || noun.startsWith("known")
          ? noun
          : ("aeiou".indexOf(noun.charAt(0)) >= 0 ? "an " : "a ") + noun;
    }

    /** Returns the same deeper inside a value. */
    public WrongType under(String step) {
      return new WrongType(
          expected,
          found,
          path.isEmpty() || path.startsWith("[") ? step + path : step + "." + path,
          why);
    }
  }

  /** An operator cannot work on these operands. */
  record BadOperands(String operator, String found, String why) implements ValueProblem {
    @Override
    public String code() {
      return "K3-0302";
    }

    @Override
    public String summary() {
      return "operator `" + operator + "` cannot be used here";
    }

    @Override
    public String label() {
      return found;
    }

    @Override
    public List<String> help() {
      return why.isEmpty() ? List.of() : List.of(why);
    }
  }

  /** A divisor is zero. */
  record DivisionByZero(String operator) implements ValueProblem {
    @Override
    public String code() {
      return "K3-0303";
    }

    @Override
    public String summary() {
      return "division by zero";
    }

    @Override
    public String label() {
      return "the right side of `" + operator + "` is 0";
    }
  }

  /** A number is too great, too small or has too many digits. */
  record NumberRange(String why) implements ValueProblem {
    @Override
    public String code() {
      return "K3-0304";
    }

    @Override
    public String summary() {
      return "number out of range";
    }

    @Override
    public String label() {
      return why;
    }
  }

  /** A list has no such element. */
  record NoElement(String index, int length) implements ValueProblem {
    @Override
    public String code() {
      return "K3-0305";
    }

    @Override
    public String summary() {
      return "no element with this index";
    }

    @Override
    public String label() {
      return "index "
          + index
          + " of a list with "
          + length
          + (length == 1 ? " element" : " elements");
    }

    @Override
    public List<String> notes() {
      return switch (length) {
        case 0 -> List.of("The list is empty.");
        case 1 -> List.of("The only index of this list is 0.");
        default -> List.of("The indexes of this list go from 0 to " + (length - 1) + ".");
      };
    }
  }

  /** A map has no such key. */
  record NoKey(String key, List<String> known, String why) implements ValueProblem {
    /** Copies the list. */
    public NoKey {
      known = List.copyOf(known);
    }

    /** A key of a map. */
    public NoKey(String key, List<String> known) {
      this(key, known, "");
    }

    /** Returns the same for a name behind a resource that has instances. */
    public NoKey ofInstances(String reference, String name) {
      String some = known.isEmpty() ? "KEY" : Quoted.quote(known.getFirst());
      return new NoKey(
          key,
          known,
          "it is repeated with `for_each`: write `%s[%s].%s` for one instance"
              .formatted(reference, some, name));
    }

    @Override
    public String code() {
      return "K3-0306";
    }

    @Override
    public String summary() {
      return "no value under this key";
    }

    @Override
    public String label() {
      return "the map has no key " + Quoted.quote(key);
    }

    @Override
    public List<String> notes() {
      return known.isEmpty()
          ? why.isEmpty() ? List.of("The map is empty.") : List.of()
          : List.of("Keys: " + Suggestions.some(known.stream().map(Quoted::quote).toList()) + ".");
    }

    @Override
    public List<String> help() {
      return why.isEmpty() ? Suggestions.didYouMean(key, known, Quoted::quote) : List.of(why);
    }
  }

  /** An object has no such attribute. */
  record NoAttribute(String name, String of, List<String> known, String why)
      implements ValueProblem {
    /** Copies the list. */
    public NoAttribute {
      known = List.copyOf(known);
    }

    /** Returns the same for a key of a block that is not repeated and so has no instances. */
    public NoAttribute ofOne(String reference) {
      return new NoAttribute(
          name,
          "`" + reference + "`",
          known,
          "it has neither `count` nor `for_each`, so that there is one only: write `"
              + reference
              + "` without a key");
    }

    @Override
    public String code() {
      return "K3-0307";
    }

    @Override
    public String summary() {
      return "no attribute `" + name + "`";
    }

    @Override
    public String label() {
      return of + " has no attribute with this name";
    }

    @Override
    public List<String> notes() {
      return known.isEmpty() ? List.of() : List.of("Attributes: " + Suggestions.some(known) + ".");
    }

    @Override
    public List<String> help() {
      return why.isEmpty() ? Suggestions.didYouMean(name, known, n -> "`" + n + "`") : List.of(why);
    }
  }

  /** A value is null where one is needed. */
  record NullValue(String doing) implements ValueProblem {
    @Override
    public String code() {
      return "K3-0308";
    }

    @Override
    public String summary() {
      return "null where a value is needed";
    }

    @Override
    public String label() {
      return doing;
    }
  }

  /** A function does not accept an argument or has no result. */
  record CallFailed(String function, String why) implements ValueProblem {
    @Override
    public String code() {
      return "K3-0309";
    }

    @Override
    public String summary() {
      return "`" + function + "` has no result";
    }

    @Override
    public String label() {
      return why;
    }
  }

  /** The arms of a conditional have nothing in common. */
  record DifferentArms(String first, String second, Span firstArm, Span secondArm)
      implements ValueProblem {
    @Override
    public Diagnostic.Builder diagnose(Span span) {
      Diagnostic.Builder builder =
          Diagnostic.error(code(), summary())
              .at(firstArm, "this is of type " + first)
              .label(secondArm, "this is of type " + second);
      help().forEach(builder::help);
      return builder;
    }

    @Override
    public String code() {
      return "K3-0310";
    }

    @Override
    public String summary() {
      return "the arms of a conditional have different types";
    }

    @Override
    public String label() {
      return "one arm is of type " + first + ", the other of type " + second;
    }

    @Override
    public List<String> help() {
      return List.of("convert one of the arms, for example with `tostring` or `tolist`");
    }
  }

  /** A string is none of those that are allowed. */
  record NotAChoice(String found, List<String> choices, String path) implements ValueProblem {
    /** Copies the list. */
    public NotAChoice {
      choices = List.copyOf(choices);
    }

    @Override
    public String code() {
      return "K3-0311";
    }

    @Override
    public String summary() {
      return "value is none of the allowed ones";
    }

    @Override
    public String label() {
      return (path.isEmpty() ? "" : "`" + path + "` is ")
          + (found.isEmpty() ? "a secret" : Quoted.quote(found));
    }

    @Override
    public List<String> notes() {
      return List.of(
          "Allowed: " + String.join(", ", choices.stream().map(Quoted::quote).toList()) + ".");
    }

    @Override
    public List<String> help() {
      return found.isEmpty() ? List.of() : Suggestions.didYouMean(found, choices, Quoted::quote);
    }

    /** Returns the same deeper inside a value. */
    public NotAChoice under(String step) {
      return new NotAChoice(
          found, choices, path.isEmpty() || path.startsWith("[") ? step + path : step + "." + path);
    }
  }

  /** Only collections can be gone through. */
  record NotIterable(String found) implements ValueProblem {
    @Override
    public String code() {
      return "K3-0312";
    }

    @Override
    public String summary() {
      return "cannot iterate over this value";
    }

    @Override
    public String label() {
      return "this is " + found + ", not a list, set, map or object";
    }
  }

  /** Two elements of an object under construction have one key. */
  record DuplicateKey(String key) implements ValueProblem {
    @Override
    public String code() {
      return "K3-0313";
    }

    @Override
    public String summary() {
      return "two elements have the same key";
    }

    @Override
    public String label() {
      return key.isEmpty()
          ? "this key comes twice"
          : "the key " + Quoted.quote(key) + " comes twice";
    }

    @Override
    public List<String> help() {
      return List.of("to collect the values of equal keys in lists write `...` after the value");
    }
  }

  /** The evaluation is nested too deeply. */
  record TooDeep() implements ValueProblem {
    @Override
    public String code() {
      return "K3-0314";
    }

    @Override
    public String summary() {
      return "expression nested too deeply";
    }

    @Override
    public String label() {
      return "this is nested too deeply to be evaluated";
    }

    @Override
    public List<String> help() {
      return List.of("give parts of the expression names of their own in `locals`");
    }
  }
}
