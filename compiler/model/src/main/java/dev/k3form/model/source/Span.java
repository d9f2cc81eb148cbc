package dev.k3form.model.source;

/**
 * A range of characters in one source file.
 *
 * <p>Offsets count UTF-16 code units from the start of the file, {@code start} inclusive and {@code
 * end} exclusive; line and column are derived on demand by {@link SourceFile}. The file is named by
 * the path under which it was loaded, as the user would write it.
 */
public record Span(String file, int start, int end) implements Comparable<Span> {
  /** The place of things that no source file contains, such as command line options. */
  public static final Span NONE = new Span("", 0, 0);

  /** Checks that the range is not inverted. */
  public Span {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("bad span " + start + ".." + end);
    }
  }

  /** Returns the smallest span of the same file that covers both. */
  public Span to(Span other) {
    return new Span(file, Math.min(start, other.start), Math.max(end, other.end));
  }

  /** Reports whether this is a place in a source file. */
  public boolean isPlace() {
    return !file.isEmpty();
  }

  @Override
  public int compareTo(Span other) {
    int byFile = file.compareTo(other.file);
    if (byFile != 0) {
      return byFile;
    }
    int byStart = Integer.compare(start, other.start);
    return byStart != 0 ? byStart : Integer.compare(end, other.end);
  }
}
