package dev.k3form.frontend.resolve;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Conditions on a version, such as {@code >= 0.1, < 2}.
 *
 * <p>{@code ~> 1.2} allows 1.2 and everything up to, but not including, 2; {@code ~> 1.2.3}
 * everything up to 1.3. A version before a release, such as {@code 1.0.0-rc1}, counts as that
 * release.
 */
public record VersionConstraint(List<Condition> conditions) {
  private static final Pattern CONDITION =
      Pattern.compile("\\s*(=|!=|<=|<|>=|>|~>)?\\s*v?([0-9]{1,6}(?:\\.[0-9]{1,6}){0,3})\\s*");
  private static final Pattern VERSION =
      Pattern.compile("v?([0-9]{1,6}(?:\\.[0-9]{1,6}){0,3})(?:[-+].*)?");

  /** Copies the conditions. */
  public VersionConstraint {
    conditions = List.copyOf(conditions);
  }

  /** One condition. */
  public record Condition(String operator, List<Integer> version) {
    /** Copies the version. */
    public Condition {
      version = List.copyOf(version);
    }

    private boolean allows(List<Integer> other) {
      int order = compare(other, version);
      return switch (operator) {
        case "!=" -> order != 0;
        case "<" -> order < 0;
        case "<=" -> order <= 0;
        case ">" -> order > 0;
        case ">=" -> order >= 0;
        case "~>" -> order >= 0 && compare(other, limit()) < 0;
        default -> order == 0;
      };
    }

    /** Returns the version with its last part but one raised. */
    private List<Integer> limit() {
      List<Integer> parts = new ArrayList<>(version.subList(0, Math.max(1, version.size() - 1)));
      parts.set(parts.size() - 1, parts.getLast() + 1);
      return parts;
    }
  }

  /** Reads conditions separated by commas; empty if the text is none. */
  public static Optional<VersionConstraint> parse(String text) {
    List<Condition> conditions = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      Matcher m = CONDITION.matcher(part);
      if (!m.matches()) {
        return Optional.empty();
      }
      conditions.add(new Condition(m.group(1) == null ? "=" : m.group(1), parts(m.group(2))));
    }
    return Optional.of(new VersionConstraint(conditions));
  }

  /** Reports whether a version fulfils all conditions. */
  public boolean allows(String version) {
    Matcher m = VERSION.matcher(version);
    return m.matches() && conditions.stream().allMatch(c -> c.allows(parts(m.group(1))));
  }

  private static List<Integer> parts(String version) {
    List<Integer> out = new ArrayList<>();
    for (String part : version.split("\\.", -1)) {
      out.add(Integer.parseInt(part));
    }
    return out;
  }

  private static int compare(List<Integer> a, List<Integer> b) {
    for (int i = 0; i < Math.max(a.size(), b.size()); i++) {
      int c = Integer.compare(i < a.size() ? a.get(i) : 0, i < b.size() ? b.get(i) : 0);
      if (c != 0) {
        return c;
      }
    }
    return 0;
  }
}
