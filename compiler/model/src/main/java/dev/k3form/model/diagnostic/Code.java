package dev.k3form.model.diagnostic;

import java.util.regex.Pattern;

/**
 * The permanent number of a kind of problem, such as {@code K3-0203}.
 *
 * <p>Ranges: 01xx lexing and parsing, 02xx names and schemas, 03xx types and values, 04xx graph,
 * 05xx plan, 06xx apply and providers, 07xx state, 08xx command line. A code is never reused.
 */
public record Code(String text) {
  private static final Pattern FORM = Pattern.compile("K3-0[1-8][0-9]{2}");

  /** Checks the form. */
  public Code {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("bad diagnostic code " + text);
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
