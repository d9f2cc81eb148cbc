package dev.k3form.frontend.diagnostic;

import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.diagnostic.Label;
import dev.k3form.model.source.SourceFile;
import dev.k3form.model.source.Span;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A diagnostic with everything that is needed to show it; the JSON form has these very names.
 *
 * <p>Lines and columns start at 1, columns counting what a reader sees as characters; bytes start
 * at 0 and count UTF-8.
 *
 * @param severity {@code error} or {@code warning}
 * @param range where the problem is; null if no source shows it
 * @param labels the places that belong to it, the primary one first
 * @param snippets the lines of source around the labels, the primary label's file first
 * @param address the resource instance that it belongs to, if any
 */
public record DiagnosticView(
    String severity,
    String code,
    String summary,
    @Nullable Range range,
    List<LabelView> labels,
    List<Snippet> snippets,
    List<String> notes,
    List<String> help,
    List<FixView> fixes,
    @Nullable String address) {

  /** A place in a file. */
  public record Position(int line, int column, int offset) {}

  /** A stretch of a file, its end exclusive. */
  public record Range(String file, Position start, Position end) {}

  /** A place and what it has to do with the problem. */
  public record LabelView(Range range, String text, boolean primary) {}

  /** Lines of a file, not necessarily adjacent. */
  public record Snippet(String file, List<Line> lines) {}

  /** A line of source without its ending. */
  public record Line(int number, String text) {}

  /** A text edit that would mend the problem; {@code safe} if it is certain to be meant. */
  public record FixView(String description, Range range, String replacement, boolean safe) {}

  /** Looks up the lines that a diagnostic is about. */
  public static DiagnosticView of(Diagnostic diagnostic, Sources sources) {
    List<LabelView> labels = new ArrayList<>();
    Map<String, TreeMap<Integer, String>> lines = new LinkedHashMap<>();
    Optional<Range> primary = range(diagnostic.primary(), sources);
    primary.ifPresent(
        range -> {
          labels.add(new LabelView(range, diagnostic.primaryLabel(), true));
          show(range, sources, lines);
          blockHeader(range, sources).ifPresent(line -> show(line, range.file(), lines));
        });
    for (Label label : diagnostic.labels()) {
      range(label.span(), sources)
          .ifPresent(
              range -> {
                labels.add(new LabelView(range, label.text(), false));
                show(range, sources, lines);
              });
    }
    List<FixView> fixes = new ArrayList<>();
    diagnostic
        .fixes()
        .forEach(
            fix ->
                range(fix.span(), sources)
                    .ifPresent(
                        range ->
                            fixes.add(
                                new FixView(
                                    fix.description(), range, fix.replacement(), fix.safe()))));
    return new DiagnosticView(
        diagnostic.severity().name().toLowerCase(Locale.ROOT),
        diagnostic.code().text(),
        diagnostic.summary(),
        primary.orElse(null),
        List.copyOf(labels),
        lines.entrySet().stream().map(DiagnosticView::snippet).toList(),
        diagnostic.notes(),
        diagnostic.help(),
        List.copyOf(fixes),
        diagnostic.address().map(Object::toString).orElse(null));
  }

  private static Snippet snippet(Map.Entry<String, TreeMap<Integer, String>> entry) {
    return new Snippet(
        entry.getKey(),
        entry.getValue().entrySet().stream().map(e -> new Line(e.getKey(), e.getValue())).toList());
  }

  private static Optional<Range> range(Span span, Sources sources) {
    return span.isPlace()
        ? sources
            .find(span.file())
            .map(f -> new Range(span.file(), position(f, span.start()), position(f, span.end())))
        : Optional.empty();
  }

  private static Position position(SourceFile file, int offset) {
    int within = Math.min(offset, file.text().length());
    int line = file.line(within);
    int bytes = file.text().substring(0, within).getBytes(StandardCharsets.UTF_8).length;
    boolean afterMark = line == 1 && startsWithMark(file.lineText(1));
    int column = file.column(within);
    return new Position(line, afterMark ? Math.max(1, column - 1) : column, bytes);
  }

  /** Returns a line as it is shown; the byte order mark at the start of a file is none of it. */
  private static String shown(SourceFile file, int number) {
    String text = file.lineText(number);
    return number == 1 && startsWithMark(text) ? text.substring(1) : text;
  }

  private static boolean startsWithMark(String text) {
    return !text.isEmpty() && text.charAt(0) == '\ufeff';
  }

  private static void show(
      Range range, Sources sources, Map<String, TreeMap<Integer, String>> lines) {
    int number = range.start().line();
    sources
        .find(range.file())
        .ifPresent(file -> show(new Line(number, shown(file, number)), range.file(), lines));
  }

  private static void show(Line line, String file, Map<String, TreeMap<Integer, String>> lines) {
    lines.computeIfAbsent(file, _ -> new TreeMap<>()).put(line.number(), line.text());
  }

  /** Returns the line that opens the block around an indented line, to say where we are. */
  private static Optional<Line> blockHeader(Range range, Sources sources) {
    SourceFile file = sources.find(range.file()).orElseThrow();
    int number = range.start().line();
    String text = file.lineText(number);
    if (text.isBlank() || !Character.isWhitespace(text.charAt(0))) {
      return Optional.empty();
    }
    for (int i = number - 1; i > 0; i--) {
      String above = shown(file, i);
      if (!above.isEmpty() && Character.isUnicodeIdentifierStart(above.charAt(0))) {
        return above.stripTrailing().endsWith("{")
            ? Optional.of(new Line(i, above))
            : Optional.empty();
      }
    }
    return Optional.empty();
  }
}
