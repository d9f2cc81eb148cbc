package dev.k3form.frontend.format;

import java.util.Comparator;
import java.util.List;

/** A replacement of a stretch of text. */
record Edit(int start, int end, String replacement) {
  /** Applies edits that do not overlap. */
  static String apply(List<Edit> edits, String text) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    for (Edit edit : edits.stream().sorted(Comparator.comparingInt(Edit::start)).toList()) {
      out.append(text, at, edit.start()).append(edit.replacement());
      at = edit.end();
    }
    return out.append(text, at, text.length()).toString();
  }
}
