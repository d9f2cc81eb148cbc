package dev.k3form.frontend.function;

import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression in the syntax of RE2 as far as Java's is the same, which is nearly all of
 * it.
 *
 * <p>Groups are named with {@code (?P<name>...)}. Matching that takes too many steps is given up,
 * as Java's matcher may take exponential time.
 */
final class Regex {
  private static final int MOST_STEPS = 20_000_000;
  private static final Pattern NAMED = Pattern.compile("\\(\\?P?<([A-Za-z_][A-Za-z0-9_]*)>");

  private final Pattern pattern;
  private final List<String> names;

  private Regex(Pattern pattern, List<String> names) {
    this.pattern = pattern;
    this.names = names;
  }

  static Regex of(Arguments a, String text) {
    List<String> names = new ArrayList<>();
    Matcher named = NAMED.matcher(text);
    String java =
        named.replaceAll(
            m -> {
              names.add(m.group(1));
              return "(?<g" + names.size() + "x>";
            });
    try {
      Pattern pattern = Pattern.compile(java);
      int groups = pattern.matcher("").groupCount();
      if (!names.isEmpty() && groups != names.size()) {
        throw a.failed("a pattern cannot have both groups with names and groups without");
      }
      return new Regex(pattern, names);
    } catch (PatternSyntaxException e) {
      throw a.failed("the pattern is not a regular expression: " + e.getDescription());
    }
  }

  /** Returns the first match. */
  Value first(Arguments a, String text) {
    return guarded(
        a,
        () -> {
          Matcher m = matcher(text);
          if (!m.find()) {
            throw a.failed("the pattern matches nothing in the text");
          }
          return value(m);
        });
  }

  /** Returns all matches. */
  Value all(Arguments a, String text) {
    return guarded(
        a,
        () -> {
          List<Value> out = new ArrayList<>();
          Matcher m = matcher(text);
          while (m.find()) {
            out.add(value(m));
          }
          boolean plain = out.stream().allMatch(Value.Str.class::isInstance);
          return plain ? new Value.ListOf(Type.STRING, out) : new Value.Tuple(out);
        });
  }

  /**
   * Returns the text with matches replaced; {@code $1}, {@code ${1}} and {@code ${name}} are
   * groups.
   */
  String replace(Arguments a, String text, String replacement) {
    return guarded(
        a,
        () -> {
          Matcher m = matcher(text);
          StringBuilder out = new StringBuilder();
          while (m.find()) {
            m.appendReplacement(out, Matcher.quoteReplacement(expand(m, replacement)));
          }
          return m.appendTail(out).toString();
        });
  }

  private static final Pattern GROUP = Pattern.compile("\\$(\\$|(\\w+)|\\{(\\w+)})");

  private String expand(Matcher match, String replacement) {
    return GROUP
        .matcher(replacement)
        .replaceAll(
            g -> {
              if (g.group(1).equals("$")) {
                return Matcher.quoteReplacement("$");
              }
              String name = g.group(2) != null ? g.group(2) : g.group(3);
              return Matcher.quoteReplacement(group(match, name));
            });
  }

  private String group(Matcher match, String name) {
    int number = names.indexOf(name) + 1;
    if (number == 0 && name.length() < 4 && name.chars().allMatch(Character::isDigit)) {
      number = Integer.parseInt(name);
      if (number == 0) {
        return match.group();
      }
    }
    String found = number > 0 && number <= match.groupCount() ? match.group(number) : null;
    return found == null ? "" : found;
  }

  private Value value(Matcher m) {
    if (m.groupCount() == 0) {
      return Value.str(m.group());
    }
    if (names.isEmpty()) {
      List<Value> groups = new ArrayList<>();
      for (int i = 1; i <= m.groupCount(); i++) {
        groups.add(text(m.group(i)));
      }
      return new Value.Tuple(groups);
    }
    Map<String, Value> fields = new TreeMap<>();
    for (int i = 0; i < names.size(); i++) {
      fields.put(names.get(i), text(m.group(i + 1)));
    }
    return Value.Obj.of(fields);
  }

  private static Value text(@org.jspecify.annotations.Nullable String group) {
    return group == null ? Values.NULL : Value.str(group);
  }

  private Matcher matcher(String text) {
    return pattern.matcher(new Counted(text));
  }

  private static <T> T guarded(Arguments a, java.util.function.Supplier<T> match) {
    try {
      return match.get();
    } catch (StepLimit | StackOverflowError e) {
      throw a.failed("matching takes too many steps");
    }
  }

  /** Ends a match that goes on for too long. */
  private static final class StepLimit extends RuntimeException {
    private static final long serialVersionUID = 1;

    StepLimit() {
      super(null, null, false, false);
    }
  }

  /** A text that counts how often it is looked at. */
  private static final class Counted implements CharSequence {
    private final String text;
    private int steps;

    Counted(String text) {
      this.text = text;
    }

    @Override
    public char charAt(int index) {
      if (++steps > MOST_STEPS) {
        throw new StepLimit();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
