package dev.k3form.frontend.syntax.antlr;

import dev.k3form.grammar.K3sLexer;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.diagnostic.Fix;
import dev.k3form.model.source.SourceFile;
import dev.k3form.model.source.Span;
import java.util.Locale;
import java.util.Optional;

/** The messages about syntax, all in one place so that they speak with one voice. */
final class SyntaxErrors {
  private SyntaxErrors() {}

  // --- characters
  // ---------------------------------------------------------------------------------

  /** Returns what to say about a token that exists only to be told about. */
  static Optional<Diagnostic> meaningless(int type, String text, Span span) {
    return switch (type) {
      case K3sLexer.UNKNOWN -> Optional.of(unknownCharacter(text, span));
      case K3sLexer.SINGLE_QUOTE ->
          Optional.of(quotes(span, "strings do not stand in single quotes").build());
      case K3sLexer.BACKTICK ->
          Optional.of(
              quotes(span, "strings do not stand in backticks")
                  .help("for a text of several lines write a heredoc: `<<-EOT`")
                  .build());
      case K3sLexer.CURLY_QUOTE ->
          Optional.of(
              quotes(span, "this is a typographic quote")
                  .note("Text processors put such quotes in place of the straight ones.")
                  .fix(new Fix("use a straight quote", span, "\"", false))
                  .build());
      case K3sLexer.AMPERSAND -> Optional.of(operator(span, text, "write `&&` for a logical and"));
      case K3sLexer.PIPE -> Optional.of(operator(span, text, "write `||` for a logical or"));
      case K3sLexer.CARET, K3sLexer.POWER ->
          Optional.of(operator(span, text, "powers are made with `pow(base, exponent)`"));
      case K3sLexer.TILDE ->
          Optional.of(
              operator(
                  span, text, "a strip marker stands directly after `${` or directly before `}`"));
      case K3sLexer.SEMICOLON ->
          Optional.of(operator(span, text, "arguments and blocks end with their line"));
      case K3sLexer.BAD_HEREDOC ->
          Optional.of(
              Diagnostic.error("K3-0109", "malformed start of a heredoc")
                  .at(span, "no name and newline follow directly")
                  .help("write `<<EOT` or `<<-EOT` and nothing else on the rest of the line")
                  .build());
      default -> Optional.empty();
    };
  }

  private static Diagnostic unknownCharacter(String text, Span span) {
    int character = text.codePointAt(0);
    Diagnostic.Builder problem =
        Diagnostic.error("K3-0103", "character without a meaning here")
            .at(span, "U+%04X".formatted(character));
    switch (character) {
      case '\r' ->
          problem
              .note("This is a carriage return without a line feed.")
              .help("save the file with LF or CRLF line endings");
      case '\u00a0' ->
          problem
              .note("This is a no-break space, which looks like a space.")
              .fix(new Fix("use a space", span, " ", true));
      case '\ufeff' -> problem.note("A byte order mark may only stand at the start of a file.");
      default -> problem.help("put the text in double quotes if it is meant as a string");
    }
    return problem.build();
  }

  private static Diagnostic.Builder quotes(Span span, String label) {
    return Diagnostic.error("K3-0104", "wrong kind of quote")
        .at(span, label)
        .help("write strings in double quotes: \"text\"");
  }

  private static Diagnostic operator(Span span, String text, String help) {
    return Diagnostic.error("K3-0105", "`" + text + "` is not an operator")
        .at(span)
        .help(help)
        .build();
  }

  // --- what is not closed
  // -------------------------------------------------------------------------

  static Diagnostic unclosedComment(Span span) {
    return Diagnostic.error("K3-0106", "comment is not closed")
        .at(new Span(span.file(), span.start(), span.start() + 2), "begins here")
        .help("end it with `*/`")
        .build();
  }

  static Diagnostic unclosedString(Span span) {
    return Diagnostic.error("K3-0107", "string is not closed on its line")
        .at(span, "begins here")
        .help("end it with `\"`, and write a newline inside as `\\n`")
        .help("for a text of several lines write a heredoc: `<<-EOT`")
        .build();
  }

  static Diagnostic unclosedHeredoc(SourceFile file, Span start) {
    String marker = file.text(start).replaceFirst("^<<-?", "");
    Diagnostic.Builder problem =
        Diagnostic.error("K3-0108", "heredoc is not closed")
            .at(start, "no line after this one is just `" + marker + "`");
    String last = file.lineText(file.lineCount());
    if (last.strip().equals(marker)) {
      int end = file.text().length();
      problem
          .label(
              new Span(file.path(), end - last.stripLeading().length(), end),
              "no newline follows this one")
          .fix(new Fix("end the line", new Span(file.path(), end, end), "\n", true));
    } else {
      problem.help("close it with a line that holds `" + marker + "` and nothing else");
    }
    return problem.build();
  }

  static Diagnostic unclosedBracket(Span opener, String text, Span found) {
    String name = text.endsWith("~") ? text.substring(0, text.length() - 1) : text;
    Diagnostic.Builder problem =
        Diagnostic.error("K3-0110", "`" + name + "` is not closed").at(opener, "opened here");
    if (found.isPlace()) {
      problem.label(found, "still open here");
    }
    String closer =
        switch (name) {
          case "(" -> ")";
          case "[" -> "]";
          default -> "}";
        };
    return problem.help("add the missing `" + closer + "`").build();
  }

  static Diagnostic wrongCloser(Span opener, String text, Span found) {
    return Diagnostic.error("K3-0110", "`" + text + "` is closed by the wrong bracket")
        .at(found, "does not close it")
        .label(opener, "opened here")
        .help("use `" + (text.equals("(") ? ")" : "]") + "`")
        .build();
  }

  static Diagnostic unclosedBlock(Span opener, Span next) {
    Diagnostic.Builder problem =
        Diagnostic.error("K3-0110", "block is not closed").at(opener, "opened here");
    if (next.isPlace()) {
      problem.label(next, "still open where this begins");
    }
    return problem.help("add the missing `}`").build();
  }

  static Diagnostic tooDeep(Span span) {
    return Diagnostic.error("K3-0123", "nested too deeply")
        .at(span, "more than 250 levels, or 1000 operators in one expression")
        .help("give inner parts a name in `locals` and refer to them")
        .build();
  }

  // --- numbers
  // ------------------------------------------------------------------------------------

  static Diagnostic badNumber(Span span, String text) {
    Diagnostic.Builder problem = Diagnostic.error("K3-0111", "malformed number").at(span);
    if (text.chars().filter(c -> c == '.').count() > 1) {
      problem
          .note("A number has one decimal point.")
          .help("a version is a string: \"" + text + "\"");
    }
    return problem.build();
  }

  static Diagnostic hugeNumber(Span span) {
    return Diagnostic.error("K3-0111", "number is too large")
        .at(span, "more than 10000 digits")
        .build();
  }

  static Diagnostic unknownUnit(Span span, String number, String unit) {
    Diagnostic.Builder problem =
        Diagnostic.error("K3-0112", "unknown unit `" + unit + "`").at(span);
    String lower = unit.toLowerCase(Locale.ROOT);
    if (number.equals("0") && lower.startsWith("x")) {
      return problem
          .help("numbers are decimal; use `parseint(\"" + unit.substring(1) + "\", 16)`")
          .build();
    }
    if (unit.startsWith("_")) {
      return problem.help("write the digits of a number together").build();
    }
    String suggestion =
        switch (lower) {
          case "k", "kb", "ki", "kib" -> "KiB";
          case "m", "mb", "mi", "mib" -> "MiB";
          case "g", "gb", "gi", "gib" -> "GiB";
          case "t", "tb", "ti", "tib" -> "TiB";
          case "sec", "secs", "second", "seconds" -> "s";
          case "min", "mins", "minute", "minutes" -> "m";
          case "hour", "hours", "hr", "hrs" -> "h";
          case "day", "days" -> "d";
          case "msec", "millis" -> "ms";
          default -> "";
        };
    if (suggestion.isEmpty()) {
      return problem
          .note("Sizes have the units KiB, MiB, GiB, TiB or K, M, G, T; durations ms, s, m, h, d.")
          .build();
    }
    return problem
        .help("did you mean `" + number + suggestion + "`?")
        .fix(new Fix("use the unit " + suggestion, span, number + suggestion, false))
        .build();
  }

  static Diagnostic unitOutOfRange(Span span, String reason) {
    return Diagnostic.error("K3-0111", "number does not fit its unit").at(span, reason).build();
  }

  // --- templates
  // ----------------------------------------------------------------------------------

  static Diagnostic badEscape(Span span, String label) {
    return Diagnostic.error("K3-0113", "unknown escape in a string")
        .at(span, label)
        .note("Escapes are \\n \\r \\t \\\" \\\\ \\uNNNN and \\UNNNNNNNN.")
        .help("write a backslash as `\\\\`")
        .build();
  }

  // --- structure
  // ----------------------------------------------------------------------------------

  static Diagnostic duplicate(String name, Span first, Span second) {
    return Diagnostic.error("K3-0114", "argument `" + name + "` is given twice")
        .at(second, "given again")
        .label(first, "first given here")
        .help("remove one of the two")
        .build();
  }

  static Diagnostic chainedIndex(Span span, String text) {
    String brackets = "[" + text.replace(".", "][") + "]";
    return Diagnostic.error("K3-0121", "malformed index")
        .at(span, "reads as the number " + text)
        .help("write `" + brackets + "`")
        .fix(
            new Fix(
                "use brackets",
                new Span(span.file(), span.start() - 1, span.end()),
                brackets,
                true))
        .build();
  }

  static Diagnostic nestedSplat(Span span) {
    return Diagnostic.error("K3-0121", "second `.*` after a `.*`")
        .at(span)
        .help("write the first one as `[*]`")
        .build();
  }
}
