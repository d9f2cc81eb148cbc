package dev.k3form.lab.schema;

import java.util.List;
import java.util.Optional;

/** The type of one parameter: which texts it takes, and whether it comes back as a number. */
public sealed interface ParamType {

  /** What is wrong with the value, or nothing. */
  Optional<String> problem(String name, String value);

  /** Whether the option's value is a JSON number in answers (it is a string otherwise). */
  default boolean numeric() {
    return false;
  }

  /** How a value is kept: the text itself, except for booleans. */
  default String canonical(String value) {
    return value;
  }

  /** A whole number with inclusive bounds. */
  record Int(Optional<Long> min, Optional<Long> max) implements ParamType {
    @Override
    public Optional<String> problem(String name, String value) {
      if (!value.matches("[+-]?\\d+")) {
        return Optional.of("type check ('integer') failed - got '" + value + "'");
      }
      long number = value.length() > 18 ? Long.MAX_VALUE : Long.parseLong(value);
      if (min.isPresent() && number < min.get()) {
        return Optional.of("value must have a minimum value of " + min.get());
      }
      if (max.isPresent() && number > max.get()) {
        return Optional.of("value must have a maximum value of " + max.get());
      }
      return Optional.empty();
    }

    @Override
    public boolean numeric() {
      return true;
    }
  }

  /** A decimal number that is not negative. */
  record Num() implements ParamType {
    @Override
    public Optional<String> problem(String name, String value) {
      return value.matches("\\d+(\\.\\d+)?")
          ? Optional.empty()
          : Optional.of("type check ('number') failed - got '" + value + "'");
    }

    @Override
    public boolean numeric() {
      return true;
    }
  }

  /** A boolean, in any of the spellings that Perl's checker takes; kept as 1 or 0. */
  record Bool() implements ParamType {
    private static final List<String> YES = List.of("1", "on", "yes", "true");
    private static final List<String> NO = List.of("0", "off", "no", "false");

    @Override
    public Optional<String> problem(String name, String value) {
      return YES.contains(value) || NO.contains(value)
          ? Optional.empty()
          : Optional.of("type check ('boolean') failed - got '" + value + "'");
    }

    @Override
    public boolean numeric() {
      return true;
    }

    @Override
    public String canonical(String value) {
      return YES.contains(value) ? "1" : "0";
    }
  }

  /** One of a few words. */
  record OneOf(List<String> words) implements ParamType {
    public OneOf {
      words = List.copyOf(words);
    }

    @Override
    public Optional<String> problem(String name, String value) {
      return words.contains(value)
          ? Optional.empty()
          : Optional.of(
              "value '"
                  + value
                  + "' does not have a value in the enumeration '"
                  + String.join(", ", words)
                  + "'");
    }
  }

  /** Text, no longer than {@code maxLength}, in a format. */
  record Text(int maxLength, TextFormat format) implements ParamType {
    @Override
    public Optional<String> problem(String name, String value) {
      if (value.length() > maxLength) {
        return Optional.of("value may only be " + maxLength + " characters long");
      }
      return format.problem(name, value).map(problem -> "invalid format - " + problem + "\n");
    }
  }

  static ParamType integer(long min) {
    return new Int(Optional.of(min), Optional.empty());
  }

  static ParamType integer(long min, long max) {
    return new Int(Optional.of(min), Optional.of(max));
  }

  static ParamType bool() {
    return new Bool();
  }

  static ParamType text() {
    return text(TextFormat.ANY);
  }

  static ParamType text(TextFormat format) {
    return new Text(Integer.MAX_VALUE, format);
  }

  static ParamType oneOf(String... words) {
    return new OneOf(List.of(words));
  }
}
