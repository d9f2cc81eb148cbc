package dev.k3form.frontend.syntax.antlr;

import dev.k3form.grammar.K3sParser;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.diagnostic.Fix;
import dev.k3form.model.source.Span;
import org.antlr.v4.runtime.Token;

/** The messages about things that stand where they may not. */
final class UnexpectedErrors {
  private UnexpectedErrors() {}

  /** The message for which there is no better one. */
  static Diagnostic of(K3sToken found, Span at, String expected) {
    return Diagnostic.error("K3-0101", "unexpected " + name(found))
        .at(at, "expected " + expected)
        .build();
  }

  private static String name(K3sToken token) {
    return switch (token.getType()) {
      case Token.EOF -> "end of file";
      case K3sParser.NEWLINE -> "end of line";
      case K3sParser.OPEN_QUOTE, K3sParser.CLOSE_QUOTE -> "quote";
      case K3sParser.HEREDOC_START -> "heredoc";
      case K3sParser.TEXT -> "text";
      default -> token.getText().isEmpty() ? "end" : "`" + token.getText() + "`";
    };
  }

  static Diagnostic closesNothing(String text, Span at) {
    return Diagnostic.error("K3-0101", "unexpected `" + text + "`")
        .at(at, "nothing is open that it could close")
        .build();
  }

  // --- structure
  // ----------------------------------------------------------------------------------

  static Diagnostic name(Span at, String label) {
    return Diagnostic.error("K3-0115", "malformed name of an argument")
        .at(at, label)
        .note(
            "A name is one word of letters, digits, `_` and `-` that begins with a letter or `_`.")
        .build();
  }

  static Diagnostic colonForAssign(Span at) {
    return Diagnostic.error("K3-0115", "`:` after the name of an argument")
        .at(at, "`=` must stand here")
        .note("A colon stands between key and value of an object only.")
        .fix(new Fix("use an equals sign", at, "=", true))
        .build();
  }

  static Diagnostic braceOnNextLine(Span brace, Span header) {
    Diagnostic.Builder problem =
        Diagnostic.error("K3-0116", "`{` is not on the line of its block")
            .at(brace, "a line cannot begin with it");
    if (!header.equals(brace)) {
      problem
          .label(header, "of this block")
          .fix(
              new Fix(
                  "move the brace up",
                  new Span(brace.file(), header.end(), brace.end()),
                  " {",
                  true));
    }
    return problem.help("write `{` at the end of the line with type and labels").build();
  }

  static Diagnostic oneLineBlock(Span at, String label) {
    return Diagnostic.error("K3-0117", "malformed block on one line")
        .at(at, label)
        .help("put the content of the block on lines of its own")
        .build();
  }

  static Diagnostic label(Span at) {
    return Diagnostic.error("K3-0124", "label is not a plain string")
        .at(at, "nothing can be evaluated here")
        .note("Labels name blocks, so they are known before anything has a value.")
        .help("for several resources of one block use `for_each`")
        .build();
  }

  // --- lines
  // --------------------------------------------------------------------------------------

  static Diagnostic valueOnNextLine(Span before, String text) {
    return Diagnostic.error("K3-0118", "line ends too early")
        .at(before, "`" + text + "` must be followed by something on its line")
        .help("to go on in the next line put the value in parentheses")
        .build();
  }

  static Diagnostic continuation(Span at) {
    return Diagnostic.error("K3-0118", "line cannot begin like this")
        .at(at, "the value before it has ended with its line")
        .help("to write a value on several lines put it in parentheses")
        .build();
  }

  // --- lists and calls
  // ----------------------------------------------------------------------------

  static Diagnostic missingComma(Span at, Span end, Span start, String what) {
    String separators = what.equals("object") ? "`,` or a newline" : "`,`";
    return Diagnostic.error(
            "K3-0119", "missing comma in " + (what.equals("object") ? "an " : "a ") + what)
        .at(at, separators + " must stand before this")
        .label(start, "the " + what + " begins here")
        .fix(new Fix("add a comma", end, ",", true))
        .build();
  }

  static Diagnostic expansion(Span at) {
    return Diagnostic.error("K3-0126", "`...` before the end of the arguments")
        .at(at, "only `)` may follow")
        .note("It hands the items of a list over as the last arguments.")
        .build();
  }

  static Diagnostic braceAfterItem(Span at) {
    return Diagnostic.error("K3-0101", "unexpected `}`")
        .at(at, "expected the end of the line")
        .help("put `}` on a line of its own")
        .build();
  }

  static Diagnostic unaryPlus(Span at) {
    return Diagnostic.error("K3-0105", "`+` is not a sign")
        .at(at)
        .fix(new Fix("remove it", at, "", true))
        .help("leave it out")
        .build();
  }

  static Diagnostic leadingPoint(Span at) {
    return Diagnostic.error("K3-0111", "malformed number")
        .at(at, "no digit before the point")
        .fix(new Fix("add a zero", new Span(at.file(), at.start(), at.start()), "0", true))
        .help("write `0` before the point")
        .build();
  }

  static Diagnostic splat(Span at) {
    return Diagnostic.error("K3-0121", "malformed `[*]`")
        .at(at, "`[*]` must stand on one line")
        .build();
  }

  // --- for-expressions
  // ----------------------------------------------------------------------------

  static Diagnostic forHeader(Span at) {
    return Diagnostic.error("K3-0122", "malformed for-expression")
        .at(at)
        .note("The forms are `for value in collection` and `for key, value in collection`.")
        .help("if `for` is meant as a key or name, put it in quotes")
        .build();
  }

  static Diagnostic groupingInList(Span at) {
    return Diagnostic.error("K3-0122", "malformed for-expression")
        .at(at, "a list has no keys to group by")
        .note("`...` collects the values of equal keys, in `{for ... : key => value...}`.")
        .build();
  }

  static Diagnostic arrowInList(Span at, Span start) {
    return Diagnostic.error("K3-0122", "malformed for-expression")
        .at(at, "makes a key and a value")
        .label(start, "but this makes a list")
        .help("use `{` and `}` to make an object")
        .build();
  }

  static Diagnostic missingArrow(Span at, Span start) {
    return Diagnostic.error("K3-0122", "malformed for-expression")
        .at(at, "expected `=>` and a value")
        .label(start, "this makes an object")
        .help("write `key => value`, or use `[` and `]` to make a list")
        .build();
  }

  // --- directives
  // ---------------------------------------------------------------------------------

  static Diagnostic elseIf(Span at) {
    return Diagnostic.error("K3-0120", "malformed template directive")
        .at(at, "there is no `else if`")
        .help("put a whole `%{ if ... }...%{ endif }` after `%{ else }`")
        .build();
  }

  static Diagnostic filterInDirective(Span at) {
    return Diagnostic.error("K3-0120", "malformed template directive")
        .at(at, "there is no condition in this `for`")
        .help("put `%{ if ... }...%{ endif }` into the loop")
        .build();
  }

  static Diagnostic notEnded(Span at, Span start, String end) {
    return Diagnostic.error("K3-0120", "template directive is not ended")
        .at(start, "begins here")
        .label(at, "expected `%{ " + end + " }`")
        .build();
  }

  static Diagnostic strayDirective(Span at, String word) {
    return Diagnostic.error("K3-0120", "template directive out of place")
        .at(at, "no directive is open that `" + word + "` belongs to")
        .build();
  }

  static Diagnostic unknownDirective(Span at) {
    return Diagnostic.error("K3-0120", "unknown template directive")
        .at(at)
        .note("Directives are if, else, endif, for and endfor.")
        .help("to write the characters %{ themselves, double the percent sign")
        .build();
  }
}
