package dev.k3form.cli.command;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** How a command gets at the state. */
final class StateOptions {
  @Option(
      names = "--lock-timeout",
      paramLabel = "DURATION",
      defaultValue = "0s",
      converter = Span.class,
      description = "How long to wait for another holder of the state, such as 30s.")
  private Duration lockTimeout;

  Duration lockTimeout() {
    return lockTimeout;
  }

  /** Reads {@code 500ms}, {@code 30s}, {@code 5m}. */
  static final class Span implements CommandLine.ITypeConverter<Duration> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,6})(ms|s|m|h)");

    @Override
    public Duration convert(String text) {
      Matcher m = FORM.matcher(text);
      if (!m.matches()) {
        throw new CommandLine.TypeConversionException(
            "`" + text + "` is not a duration; write 30s, 5m or 1h");
      }
      long n = Long.parseLong(m.group(1));
      return switch (m.group(2)) {
        case "ms" -> Duration.ofMillis(n);
        case "s" -> Duration.ofSeconds(n);
        case "m" -> Duration.ofMinutes(n);
        default -> Duration.ofHours(n);
      };
    }
  }
}
