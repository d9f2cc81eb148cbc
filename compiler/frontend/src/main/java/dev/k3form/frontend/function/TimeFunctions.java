package dev.k3form.frontend.function;

import static dev.k3form.frontend.function.Function.Category.TIME;
import static dev.k3form.model.type.Type.NUMBER;
import static dev.k3form.model.type.Type.STRING;

import dev.k3form.frontend.convert.Units;
import dev.k3form.frontend.function.Function.Trait;
import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Functions of points in time, which are texts in the form of RFC 3339. */
final class TimeFunctions {
  private static final DateTimeFormatter RFC3339 =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssXXX");
  private static final Pattern PART = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(ns|us|µs)");

  private static final int MAX_YEAR = 9999;

  private TimeFunctions() {}

  static List<Function> all() {
    return List.of(
        Function.named("formatdate", TIME, "A time in a form such as `DD MMM YYYY hh:mm ZZZ`.")
            .param("form", STRING)
            .param("time", STRING)
            .returns(STRING, a -> Value.str(DateForm.format(a, a.text(0), time(a, 1)))),
        Function.named("plantimestamp", TIME, "The time at which the plan was begun.")
            .returns(STRING, a -> text(a.context().planTime().atOffset(ZoneOffset.UTC))),
        Function.named("timeadd", TIME, "A time later, or earlier, by a duration.")
            .param("time", STRING)
            .param("duration", Type.ANY)
            .returns(STRING, a -> text(add(a))),
        Function.named(
                "timecmp", TIME, "-1, 0 or 1: whether a time is before, at or after another.")
            .param("first", STRING)
            .param("second", STRING)
            .returns(
                NUMBER,
                a ->
                    Value.num(
                        Integer.signum(time(a, 0).toInstant().compareTo(time(a, 1).toInstant())))),
        Function.named("timestamp", TIME, "The time now, which is known only during apply.")
            .with(Trait.IMPURE)
            .returns(
                STRING,
                _ -> text(Instant.now().truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC))));
  }

  static OffsetDateTime time(Arguments a, int index) {
    String text = a.text(index);
    if (!text.matches(
        "\\d{4}-\\d\\d-\\d\\d[Tt]\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?([Zz]|[+-]\\d\\d:\\d\\d)")) {
      throw notATime(a, index);
    }
    try {
      return OffsetDateTime.parse(text);
    } catch (DateTimeException e) {
      throw notATime(a, index);
    }
  }

  private static RuntimeException notATime(Arguments a, int index) {
    return a.bad(index, "must be a time such as \"2026-11-21T12:00:00Z\"");
  }

  static Value text(OffsetDateTime time) {
    return Value.str(RFC3339.format(time));
  }

  private static OffsetDateTime add(Arguments a) {
    Duration duration =
        switch (a.get(1)) {
          case Value.Time(Duration d) -> d;
          case Value.Str(String s) ->
              duration(s)
                  .orElseThrow(() -> a.bad(1, "must be a duration such as 30s or \"1h30m\""));
          default -> throw a.bad(1, "must be a duration");
        };
    OffsetDateTime time = time(a, 0);
    try {
      OffsetDateTime result = time.plus(duration);
      if (result.getYear() >= 0 && result.getYear() <= MAX_YEAR) {
        return result;
      }
    } catch (DateTimeException | ArithmeticException e) {
      // Told below, as a year that the form of times has no room for.
    }
    throw a.failed("the result is not between the years 0 and " + MAX_YEAR);
  }

  private static Optional<Duration> duration(String text) {
    Optional<Duration> usual = Units.time(text).map(Value.Time::value);
    if (usual.isPresent()) {
      return usual;
    }
    if (text.equals("0")) {
      return Optional.of(Duration.ZERO);
    }
    Matcher fine = PART.matcher(text);
    if (!fine.matches()) {
      return Optional.empty();
    }
    double nanos = Double.parseDouble(fine.group(1)) * (fine.group(2).equals("ns") ? 1 : 1000);
    return Optional.of(Duration.ofNanos(Math.round(nanos)));
  }
}
