package dev.k3form.frontend.evaluate;

import dev.k3form.model.address.AttributePath;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the text form of attribute paths: {@code network["net0"].address}. */
final class PathText {
  private static final Pattern STEP =
      Pattern.compile("\\.?([\\p{L}_][\\p{L}\\p{N}_-]*)|\\[([0-9]{1,9})]|\\[\"([^\"]*)\"]");

  private PathText() {}

  /** Returns the path; what cannot be read is taken for one attribute's name. */
  static AttributePath parse(String text) {
    AttributePath path = AttributePath.ROOT;
    Matcher m = STEP.matcher(text);
    int at = 0;
    while (at < text.length() && m.find(at) && m.start() == at) {
      if (m.group(1) != null) {
        path = path.attribute(m.group(1));
      } else if (m.group(2) != null) {
        path = path.element(Integer.parseInt(m.group(2)));
      } else {
        path = path.key(m.group(3));
      }
      at = m.end();
    }
    return at == text.length() ? path : AttributePath.of(text);
  }
}
