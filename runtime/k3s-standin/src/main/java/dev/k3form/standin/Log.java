package dev.k3form.standin;

import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** The log, line by line in the form of k3s's: {@code time="…" level=info msg="…"}. */
public final class Log {

  private final PrintStream out;

  public Log(PrintStream out) {
    this.out = out;
  }

  public void info(String message) {
    line("info", message);
  }

  public void warning(String message) {
    line("warning", message);
  }

  public void error(String message) {
    line("error", message);
  }

  public void fatal(String message) {
    line("fatal", message);
  }

  /** An informational line with fields after the message. */
  public void info(String message, Map<String, String> fields) {
    var text = new StringBuilder();
    fields.forEach((key, value) -> text.append(' ').append(key).append('=').append(quoted(value)));
    write("info", message, text.toString());
  }

  private void line(String level, String message) {
    write(level, message, "");
  }

  private synchronized void write(String level, String message, String fields) {
    out.println(
        "time=\""
            + Instant.now().truncatedTo(ChronoUnit.SECONDS)
            + "\" level="
            + level
            + " msg="
            + quoted(message)
            + fields);
    out.flush();
  }

  private static String quoted(String text) {
    return '"'
        + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\t", "\\t")
        + '"';
  }
}
