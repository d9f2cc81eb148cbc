package dev.k3form.frontend.function;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression in the syntax of RE2, matched in time linear in the text.
 *
 * <p>Groups are named with {@code (?P<name>...)}. An empty match directly behind another one does
 * not count, as in the peer.
 */
final class Regex {
  private static final java.util.regex.Pattern GROUP =
      java.util.regex.Pattern.compile("\\$(\\$|(\\w+)|\\{(\\w+)})");

  private final Pattern pattern;
  private final List<String> names;

  private Regex(Pattern pattern, List<String> names) {
    this.pattern = pattern;
    this.names = names;
  }

  static Regex of(Arguments a, String text) {
    try {
      Pattern pattern = Pattern.compile(text);
      Map<String, Integer> named = pattern.namedGroups();
      if (!named.isEmpty() && named.size() != pattern.groupCount()) {
        throw a.failed("a pattern cannot have both groups with names and groups without");
      }
      List<String> names = new ArrayList<>(named.keySet());
      names.sort(java.util.Comparator.comparing(named::get));
      return new Regex(pattern, names);
    } catch (PatternSyntaxException e) {
      throw a.failed("the pattern is not a regular expression: " + e.getDescription());
    }
  }

  /** Returns the first match. */
  Value first(Arguments a, String text) {
    Matcher m = pattern.matcher(text);
    if (!m.find()) {
      throw a.failed("the pattern matches nothing in the text");
    }
    return value(m);
  }

  /** Returns all matches. */
  Value all(String text) {
    List<Value> out = new ArrayList<>();
    each(text, m -> out.add(value(m)));
    return new Value.ListOf(type(), out);
  }

  /**
   * Returns the text with matches replaced; {@code $1}, {@code ${1}} and {@code ${name}} are
   * groups.
   */
  String replace(String text, String replacement) {
    StringBuilder out = new StringBuilder();
    int[] copied = {0};
    each(
        text,
        m -> {
          out.append(text, copied[0], m.start()).append(expand(m, replacement));
          copied[0] = m.end();
        });
    return out.append(text, copied[0], text.length()).toString();
  }

  private void each(String text, Consumer<Matcher> action) {
    Matcher m = pattern.matcher(text);
    int last = -1;
    while (m.find()) {
      if (m.end() > m.start() || m.start() != last) {
        action.accept(m);
        last = m.end();
      }
    }
  }

  private String expand(Matcher match, String replacement) {
    return GROUP
        .matcher(replacement)
        .replaceAll(
            g -> {
              if (g.group(1).equals("$")) {
                return java.util.regex.Matcher.quoteReplacement("$");
              }
              String name = g.group(2) != null ? g.group(2) : g.group(3);
              return java.util.regex.Matcher.quoteReplacement(group(match, name));
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

  private Type type() {
    if (pattern.groupCount() == 0) {
      return Type.STRING;
    }
    if (names.isEmpty()) {
      return new Type.Tuple(java.util.Collections.nCopies(pattern.groupCount(), Type.STRING));
    }
    TreeMap<String, Type.Field> fields = new TreeMap<>();
    names.forEach(
        n -> fields.put(n, new Type.Field(Type.STRING, false, java.util.Optional.empty())));
    return new Type.Obj(fields);
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

  private static Value text(@Nullable String group) {
    return group == null ? Values.NULL : Value.str(group);
  }
}
