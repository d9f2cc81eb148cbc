package dev.k3form.frontend.function;

import java.time.OffsetDateTime;
import java.time.format.TextStyle;
import java.util.Locale;

/**
 * The form that {@code formatdate} takes: runs of letters stand for parts of a time, text in single
 * quotes and all other characters for themselves.
 */
final class DateForm {
  private DateForm() {}

  static String format(Arguments call, String form, OffsetDateTime time) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (at < form.length()) {
      char c = form.charAt(at);
      int end = at + 1;
      if (c == '\'') {
        end = quoted(call, form, at, out);
      } else if (c < 128 && Character.isLetter(c)) {
        while (end < form.length() && form.charAt(end) == c) {
          end++;
        }
        out.append(part(call, form.substring(at, end), time));
      } else {
        out.append(c);
      }
      at = end;
    }
    return out.toString();
  }

  private static int quoted(Arguments call, String form, int start, StringBuilder out) {
    int at = start + 1;
    while (at < form.length()) {
      char c = form.charAt(at);
      if (c == '\'' && at + 1 < form.length() && form.charAt(at + 1) == '\'') {
        out.append('\'');
        at += 2;
      } else if (c == '\'') {
        return at + 1;
      } else {
        out.append(c);
        at++;
      }
    }
    throw call.failed("a quoted text in the form does not end");
  }

  private static String part(Arguments call, String run, OffsetDateTime t) {
    int hour12 = t.getHour() % 12 == 0 ? 12 : t.getHour() % 12;
    return switch (run) {
      case "YYYY" -> two(t.getYear(), 4);
      case "YY" -> two(t.getYear() % 100, 2);
      case "MMMM" -> t.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case "MMM" -> t.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
      case "MM" -> two(t.getMonthValue(), 2);
      case "M" -> String.valueOf(t.getMonthValue());
      case "DD" -> two(t.getDayOfMonth(), 2);
      case "D" -> String.valueOf(t.getDayOfMonth());
      case "EEEE" -> t.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case "EEE" -> t.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
      case "hh" -> two(t.getHour(), 2);
      case "h" -> String.valueOf(t.getHour());
      case "HH" -> two(hour12, 2);
      case "H" -> String.valueOf(hour12);
      case "AA" -> t.getHour() < 12 ? "AM" : "PM";
      case "aa" -> t.getHour() < 12 ? "am" : "pm";
      case "mm" -> two(t.getMinute(), 2);
      case "m" -> String.valueOf(t.getMinute());
      case "ss" -> two(t.getSecond(), 2);
      case "s" -> String.valueOf(t.getSecond());
      case "Z" -> offset(t, ":", true);
      case "ZZZ" -> t.getOffset().getTotalSeconds() == 0 ? "UTC" : offset(t, "", false);
      case "ZZZZ" -> offset(t, "", false);
      case "ZZZZZ" -> offset(t, ":", false);
      default -> throw call.failed("the form has `" + run + "`, which stands for nothing");
    };
  }

  private static String offset(OffsetDateTime t, String colon, boolean z) {
    int minutes = t.getOffset().getTotalSeconds() / 60;
    if (z && minutes == 0) {
      return "Z";
    }
    int absolute = Math.abs(minutes);
    return (minutes < 0 ? "-" : "+") + two(absolute / 60, 2) + colon + two(absolute % 60, 2);
  }

  private static String two(int number, int width) {
    String text = String.valueOf(number);
    return "0".repeat(Math.max(0, width - text.length())) + text;
  }
}
