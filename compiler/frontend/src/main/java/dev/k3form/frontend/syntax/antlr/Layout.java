package dev.k3form.frontend.syntax.antlr;

import static dev.k3form.grammar.K3sLexer.*;

import dev.k3form.frontend.syntax.tree.TokenKind;
import dev.k3form.frontend.syntax.tree.Tokens;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.source.SourceFile;
import dev.k3form.model.source.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.Token;

/**
 * The step between lexer and parser: what a token means at its place.
 *
 * <p>It keeps a stack of what is open and from it decides which newlines end or separate something,
 * which words are keywords, and whether a brace is a body, an object or a for-expression. It
 * reports what is wrong with brackets, quotes and characters, and adds the tokens that are missing
 * for it, so that the parser meets balanced brackets only. It also limits nesting, so that nobody
 * after it needs more stack than there is.
 */
final class Layout {
  /** What may be open at once, in quarters: a bracket counts four, a binary operator one. */
  private static final int NESTING_LIMIT = 4 * 250;

  /** The first line of an item, which a file usually indents only inside of blocks. */
  private static final Pattern ITEM_AT_MARGIN =
      Pattern.compile(
          "[\\p{L}_][\\p{L}\\p{N}_-]*(([ \\t]+(\"[^\"\\n"
              + "]*\"|[\\p{L}_][\\p{L}\\p{N}_-]*))*[ \\t]*\\{|[ \\t]*=[^=>])");

  private final SourceFile file;
  private final SourceLexer lexer;
  private final boolean closesAtMargin;
  private final Deque<Frame> frames = new ArrayDeque<>();
  private final Tokens.Builder all;
  private final List<K3sToken> meaningful = new ArrayList<>();
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private int previous = Token.EOF;
  private boolean newlineSincePrevious;
  private int nesting;
  private boolean tooDeep;
  private boolean bodyLeftOpen;

  /** Whether the line has a character that means nothing; such come in pairs, or more. */
  private boolean meaninglessInLine;

  private Layout(SourceFile file, Frame.Kind root, boolean closesAtMargin) {
    this.file = file;
    this.lexer = new SourceLexer(file);
    this.closesAtMargin = closesAtMargin;
    this.all = new Tokens.Builder(file);
    frames.push(new Frame(root, K3sToken.beforeAll()));
  }

  /** The tokens of a file for the parser, all its tokens, and what is wrong with them. */
  record Result(List<K3sToken> meaningful, Tokens all, List<Diagnostic> diagnostics) {}

  /** Lays out a configuration file. */
  static Result ofFile(SourceFile file) {
    Layout layout = new Layout(file, Frame.Kind.FILE, false);
    Result result = layout.run();
    // A block that nobody closed would swallow the rest of the file; the margin tells where it
    // ends.
    return layout.bodyLeftOpen ? new Layout(file, Frame.Kind.FILE, true).run() : result;
  }

  /** Lays out a single expression. */
  static Result ofExpression(SourceFile file) {
    return new Layout(file, Frame.Kind.STANDALONE, false).run();
  }

  private Result run() {
    K3sToken token = lexer.next();
    for (; token.getType() != Token.EOF; token = lexer.next()) {
      all.add(read(token), token.getStartIndex());
    }
    int end = file.text().length();
    if (frames.size() > 1) {
      bodyLeftOpen = !tooDeep && frames.stream().noneMatch(f -> f.kind().isTemplate());
      reportUnclosed(frames.getFirst(), Span.NONE);
      closeDownTo(1, token, end);
    }
    if (frames.getFirst().kind() == Frame.Kind.FILE && !atItemStart()) {
      add(token.added(NEWLINE, end, 0));
    }
    add(token.added(Token.EOF, end, 0));
    return new Result(meaningful, all.build(), diagnostics);
  }

  /** Passes a token on, changes it or drops it, and returns what it is at its place. */
  private TokenKind read(K3sToken token) {
    if (token.getChannel() != Token.DEFAULT_CHANNEL) {
      if (token.getType() == UNCLOSED_COMMENT) {
        diagnostics.add(SyntaxErrors.unclosedComment(span(token)));
      }
      return Kinds.of(token.getType());
    }
    if (tooDeep) {
      return Kinds.of(token.getType());
    }
    token.depth(frames.size() - 1);
    return switch (token.getType()) {
      case NEWLINE -> newline(token);
      case UNCLOSED_QUOTE -> unclosedQuote(token);
      case IDENTIFIER -> word(token);
      case STAR -> star(token);
      case LEFT_PAREN -> open(token, Frame.Kind.PARENS);
      case LEFT_BRACKET -> open(token, endsTerm(previous) ? Frame.Kind.INDEX : Frame.Kind.TUPLE);
      case LEFT_BRACE -> open(token, opensBody() ? Frame.Kind.BODY : Frame.Kind.OBJECT);
      case OPEN_QUOTE -> open(token, Frame.Kind.QUOTED);
      case HEREDOC_START -> open(token, Frame.Kind.HEREDOC);
      case INTERPOLATION_START -> open(token, Frame.Kind.INTERPOLATION);
      case DIRECTIVE_START -> open(token, Frame.Kind.DIRECTIVE);
      case RIGHT_PAREN, RIGHT_BRACKET, RIGHT_BRACE, STRIP_RIGHT_BRACE, CLOSE_QUOTE, HEREDOC_END ->
          close(token);
      case COMMA -> separator(token);
      case ASSIGN -> {
        frames.getFirst().assigned(true);
        yield separator(token);
      }
      case QUESTION, NOT -> operator(token, 4);
      case MINUS -> operator(token, endsTerm(previous) ? 1 : 4);
      case OR, AND, EQUAL, NOT_EQUAL, LESS, GREATER, LESS_OR_EQUAL, GREATER_OR_EQUAL ->
          operator(token, 1);
      case PLUS, SLASH, PERCENT -> operator(token, 1);
      case BAD_NUMBER -> {
        diagnostics.add(SyntaxErrors.badNumber(span(token), token.getText()));
        token.setType(NUMBER);
        yield pass(token);
      }
      default -> {
        if (Kinds.of(token.getType()) == TokenKind.UNKNOWN) {
          meaningless(token);
        }
        yield pass(token);
      }
    };
  }

  private void meaningless(K3sToken token) {
    Optional<Diagnostic> problem =
        SyntaxErrors.meaningless(token.getType(), token.getText(), span(token));
    if (problem.isPresent() && !meaninglessInLine) {
      diagnostics.add(problem.get());
      meaninglessInLine = true;
    }
  }

  private TokenKind pass(K3sToken token) {
    TokenKind kind = Kinds.of(token.getType());
    add(token);
    return kind;
  }

  private void add(K3sToken token) {
    token.setTokenIndex(meaningful.size());
    meaningful.add(token);
    previous = token.getType();
    newlineSincePrevious = false;
  }

  // --- newlines
  // -----------------------------------------------------------------------------------

  private TokenKind newline(K3sToken token) {
    Frame frame = frames.getFirst();
    boolean opens = meaningful.isEmpty() || meaningful.getLast() == frame.opener();
    if (opens) {
      frame.newlineAfterOpener(true);
    }
    boolean passes =
        switch (newlines()) {
          case END_ITEM -> previous != NEWLINE && !meaningful.isEmpty();
          case SEPARATE -> previous != NEWLINE && previous != COMMA && !opens;
          case IGNORED, AS_OUTSIDE -> false;
        };
    if (passes) {
      frame.assigned(false);
      reset(frame);
      add(token);
    }
    newlineSincePrevious = true;
    meaninglessInLine = false;
    if (closesAtMargin && frames.size() > 1 && isItemAtMargin(token.end())) {
      reportUnclosed(innermostBody(), new Span(file.path(), token.end(), lineEnd(token.end())));
      closeDownTo(1, token, token.end());
      add(token.added(NEWLINE, token.end(), 0));
    }
    return TokenKind.NEWLINE;
  }

  private Frame.Newlines newlines() {
    for (Frame frame : frames) {
      if (frame.kind().newlines() != Frame.Newlines.AS_OUTSIDE) {
        return frame.kind().newlines();
      }
    }
    return Frame.Newlines.IGNORED;
  }

  private boolean isItemAtMargin(int offset) {
    return frames.stream().noneMatch(f -> f.kind().isTemplate())
        && ITEM_AT_MARGIN.matcher(file.text()).region(offset, file.text().length()).lookingAt();
  }

  private int lineEnd(int offset) {
    int line = file.line(offset);
    return file.lineStart(line) + file.lineText(line).length();
  }

  private boolean atItemStart() {
    return meaningful.isEmpty() || previous == NEWLINE;
  }

  private TokenKind unclosedQuote(K3sToken token) {
    int keep = frames.size();
    int depth = frames.size();
    Frame outermost = frames.getFirst();
    for (Frame frame : frames) {
      if (frame.kind() == Frame.Kind.HEREDOC) {
        break;
      }
      depth--;
      if (frame.kind() == Frame.Kind.QUOTED) {
        outermost = frame;
        keep = depth;
      }
    }
    diagnostics.add(
        SyntaxErrors.unclosedString(
            new Span(file.path(), outermost.opener().getStartIndex(), token.getStartIndex())));
    closeDownTo(keep, token, token.getStartIndex());
    token.setType(NEWLINE);
    token.depth(frames.size() - 1);
    return newline(token);
  }

  // --- words
  // --------------------------------------------------------------------------------------

  private TokenKind word(K3sToken token) {
    token.setType(meaning(frames.getFirst(), token.getText()));
    return pass(token);
  }

  /** Returns the token type of a word: some words are keywords, at one place each. */
  private int meaning(Frame frame, String word) {
    if (isFirstIn(frame)) {
      switch (frame.kind()) {
        case TUPLE, OBJECT -> {
          if (word.equals("for")) {
            boolean tuple = frame.kind() == Frame.Kind.TUPLE;
            frame.become(tuple ? Frame.Kind.FOR_TUPLE : Frame.Kind.FOR_OBJECT);
            frame.forHeader(Frame.ForHeader.KEY);
            return FOR;
          }
        }
        case DIRECTIVE -> {
          return directive(frame, word);
        }
        default -> {}
      }
    }
    switch (frame.forHeader()) {
      case NONE -> {}
      case KEY -> frame.forHeader(Frame.ForHeader.AFTER_KEY);
      case ELEMENT -> frame.forHeader(Frame.ForHeader.AFTER_ELEMENT);
      case AFTER_KEY, AFTER_ELEMENT -> {
        if (word.equals("in")) {
          frame.forHeader(Frame.ForHeader.COMPLETE);
          return IN;
        }
      }
      case COMPLETE -> {
        boolean hasCondition = frame.kind() != Frame.Kind.DIRECTIVE;
        if (hasCondition && word.equals("if") && (endsTerm(previous) || previous == ELLIPSIS)) {
          return IF;
        }
      }
    }
    return IDENTIFIER;
  }

  private int directive(Frame frame, String word) {
    Frame template = frames.stream().skip(1).findFirst().orElseThrow();
    return switch (word) {
      case "if" -> {
        weigh(template, 4, frame.opener());
        yield IF;
      }
      case "for" -> {
        weigh(template, 4, frame.opener());
        frame.forHeader(Frame.ForHeader.KEY);
        yield FOR;
      }
      case "else" -> ELSE;
      case "endif", "endfor" -> {
        int lighter = Math.min(4, template.operators());
        template.operators(template.operators() - lighter);
        nesting -= lighter;
        yield word.equals("endif") ? ENDIF : ENDFOR;
      }
      default -> {
        diagnostics.add(UnexpectedErrors.unknownDirective(span(frame.opener())));
        yield IDENTIFIER;
      }
    };
  }

  private boolean isFirstIn(Frame frame) {
    return !meaningful.isEmpty() && meaningful.getLast() == frame.opener();
  }

  // --- operators
  // ----------------------------------------------------------------------------------

  private TokenKind star(K3sToken token) {
    Frame frame = frames.getFirst();
    if (previous == DOT) {
      pass(token);
      previous = FULL_SPLAT;
      return TokenKind.OPERATOR;
    }
    if (frame.kind() == Frame.Kind.INDEX && isFirstIn(frame)) {
      frame.become(Frame.Kind.SPLAT);
      if (!newlineSincePrevious || newlines() == Frame.Newlines.IGNORED) {
        token.setType(FULL_SPLAT);
        return pass(token);
      }
    }
    return operator(token, 1);
  }

  private TokenKind operator(K3sToken token, int weight) {
    weigh(frames.getFirst(), weight, token);
    return pass(token);
  }

  private TokenKind separator(K3sToken token) {
    Frame frame = frames.getFirst();
    reset(frame);
    if (token.getType() == COMMA && frame.forHeader() == Frame.ForHeader.AFTER_KEY) {
      frame.forHeader(Frame.ForHeader.ELEMENT);
    }
    return pass(token);
  }

  private void weigh(Frame frame, int weight, K3sToken token) {
    frame.operators(frame.operators() + weight);
    nesting += weight;
    if (nesting > NESTING_LIMIT && !tooDeep) {
      tooDeep = true;
      diagnostics.add(SyntaxErrors.tooDeep(span(token)));
    }
  }

  private void reset(Frame frame) {
    nesting -= frame.operators();
    frame.operators(0);
  }

  /** Reports whether an operand may end here, so that an operator or index may follow. */
  private static boolean endsTerm(int type) {
    return switch (type) {
      case IDENTIFIER,
          NUMBER,
          UNIT_NUMBER,
          RIGHT_PAREN,
          RIGHT_BRACKET,
          RIGHT_BRACE,
          CLOSE_QUOTE,
          HEREDOC_END,
          FULL_SPLAT ->
          true;
      default -> false;
    };
  }

  // --- brackets
  // -----------------------------------------------------------------------------------

  private boolean opensBody() {
    return frames.getFirst().kind().isBody() && !frames.getFirst().assigned();
  }

  private TokenKind open(K3sToken token, Frame.Kind kind) {
    frames.push(new Frame(kind, token));
    TokenKind result = pass(token);
    weigh(frames.getFirst(), 4, token);
    return result;
  }

  private TokenKind close(K3sToken token) {
    int closer = token.getType() == STRIP_RIGHT_BRACE ? RIGHT_BRACE : token.getType();
    int size = frames.size();
    Frame closed = null;
    for (Frame frame : frames) {
      if (frame.kind().closer() == closer) {
        closed = frame;
        break;
      }
      if (frame.kind().isBrace() || frame.kind().isTemplate()) {
        break;
      }
      size--;
    }
    if (closed == null || size <= 1) {
      return closeWrong(token);
    }
    if (size < frames.size()) {
      reportUnclosed(frames.getFirst(), span(token));
      closeDownTo(size, token, token.getStartIndex());
      if (closed.kind() == Frame.Kind.BODY && closed.newlineAfterOpener()) {
        add(token.added(NEWLINE, token.getStartIndex(), frames.size() - 1));
      }
    }
    pop();
    token.depth(frames.size() - 1);
    pass(token);
    return switch (closed.kind()) {
      case INTERPOLATION, DIRECTIVE -> TokenKind.TEMPLATE_END;
      default -> Kinds.of(token.getType());
    };
  }

  /** Takes a bracket of the wrong kind for the one that is missing. */
  private TokenKind closeWrong(K3sToken token) {
    Frame frame = frames.getFirst();
    int closer = frame.kind().closer();
    if (closer != RIGHT_PAREN && closer != RIGHT_BRACKET) {
      return pass(token);
    }
    diagnostics.add(
        SyntaxErrors.wrongCloser(span(frame.opener()), frame.opener().getText(), span(token)));
    closeDownTo(frames.size() - 1, token, token.getStartIndex());
    return Kinds.of(token.getType());
  }

  private Frame pop() {
    Frame frame = frames.pop();
    reset(frame);
    return frame;
  }

  /** Adds what is missing to close all frames but the outermost ones. */
  private void closeDownTo(int size, K3sToken source, int offset) {
    while (frames.size() > size) {
      int depth = frames.size() - 1;
      Frame frame = pop();
      boolean lines = frame.kind() == Frame.Kind.BODY && frame.newlineAfterOpener();
      if (lines && previous != NEWLINE) {
        add(source.added(NEWLINE, offset, depth));
      }
      add(source.added(frame.kind().closer(), offset, depth - 1));
    }
  }

  private Frame innermostBody() {
    return frames.stream()
        .filter(f -> f.kind() == Frame.Kind.BODY)
        .findFirst()
        .orElse(frames.getFirst());
  }

  private void reportUnclosed(Frame frame, Span found) {
    if (tooDeep) {
      return;
    }
    Span opener = span(frame.opener());
    Span quote =
        new Span(file.path(), opener.start(), Math.min(opener.end(), lineEnd(opener.start())));
    diagnostics.add(
        switch (frame.kind()) {
          case QUOTED -> SyntaxErrors.unclosedString(quote);
          case HEREDOC -> SyntaxErrors.unclosedHeredoc(file, quote);
          case BODY -> SyntaxErrors.unclosedBlock(opener, found);
          default -> SyntaxErrors.unclosedBracket(opener, frame.opener().getText(), found);
        });
  }

  private Span span(K3sToken token) {
    return new Span(file.path(), token.getStartIndex(), token.end());
  }
}
