package dev.k3form.provider.haproxy;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the lines of one section. */
final class Section {
  private final StringBuilder out;

  Section(StringBuilder out, String head) {
    this.out = out;
    out.append('\n').append(head).append('\n');
  }

  Section line(String text) {
    out.append("    ").append(text).append('\n');
    return this;
  }

  /** Writes keyword and value, nothing if there is no value. */
  Section value(String keyword, @Nullable Object value) {
    return switch (value) {
      case null -> this;
      case Duration d -> line(keyword + " " + duration(d));
      default -> line(keyword + " " + value);
    };
  }

  /** Writes the keyword once for each value. */
  Section each(String keyword, List<String> values) {
    values.forEach(v -> line(keyword + " " + v));
    return this;
  }

  /** Writes lines as they are, indented alike. */
  Section extra(@Nullable String lines) {
    if (lines != null) {
      lines.lines().filter(l -> !l.isBlank()).forEach(l -> line(l.strip()));
    }
    return this;
  }

  /** Returns a time in the largest unit in which it is whole (configuration.txt §2.5). */
  static String duration(Duration d) {
    long ms = d.toMillis();
    if (ms % 86_400_000 == 0 && ms != 0) {
      return ms / 86_400_000 + "d";
    }
    if (ms % 3_600_000 == 0 && ms != 0) {
      return ms / 3_600_000 + "h";
    }
    if (ms % 60_000 == 0 && ms != 0) {
      return ms / 60_000 + "m";
    }
    return ms % 1000 == 0 && ms != 0 ? ms / 1000 + "s" : ms + "ms";
  }
}
