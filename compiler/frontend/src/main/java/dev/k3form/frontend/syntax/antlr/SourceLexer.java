package dev.k3form.frontend.syntax.antlr;

import dev.k3form.grammar.K3sLexer;
import dev.k3form.model.source.SourceFile;
import java.util.ArrayDeque;
import java.util.Deque;
import org.antlr.v4.runtime.IntStream;
import org.antlr.v4.runtime.Token;

/**
 * The generated lexer with the decisions that no lexer rule can take: which line ends a heredoc,
 * how far an unclosed comment or string reaches, and that a stray closing brace closes nothing.
 */
final class SourceLexer extends K3sLexer {
  private final SourceFile file;
  private final Deque<String> heredocs = new ArrayDeque<>();

  SourceLexer(SourceFile file) {
    super(new Utf16CharStream(file));
    this.file = file;
    setTokenFactory(new K3sToken.Factory());
    removeErrorListeners();
  }

  @Override
  public Token emit() {
    switch (_type) {
      case BOM -> {
        if (_tokenStartCharIndex > 0) {
          _type = UNKNOWN;
          _channel = DEFAULT_TOKEN_CHANNEL;
        }
      }
      case HEREDOC_START -> heredocs.push(getText().replaceFirst("^<<-?", "").strip());
      case HEREDOC_END -> {
        if (endsHeredoc()) {
          heredocs.pop();
          popMode();
        } else {
          _type = TEXT;
        }
      }
      case UNCLOSED_COMMENT -> _input.seek(_input.size());
      case UNCLOSED_QUOTE -> leaveQuotes();
      default -> {}
    }
    return super.emit();
  }

  /** A heredoc ends at a whole line, newline included, that is the marker but for space around. */
  private boolean endsHeredoc() {
    boolean lineStart =
        _tokenStartCharIndex == 0 || file.text().charAt(_tokenStartCharIndex - 1) == '\n';
    int next = _input.LA(1);
    boolean lineEnd = next == '\n' || (next == '\r' && _input.LA(2) == '\n');
    return lineStart && lineEnd && getText().strip().equals(heredocs.peek());
  }

  /** Leaves all quoted strings that are open on this line, with what is open inside of them. */
  private void leaveQuotes() {
    popMode();
    while (insideQuotes()) {
      while (_mode != QUOTED) {
        popMode();
      }
      popMode();
    }
  }

  private boolean insideQuotes() {
    for (int i = _modeStack.size() - 1; i >= 0 && _modeStack.get(i) != HEREDOC; i--) {
      if (_modeStack.get(i) == QUOTED) {
        return true;
      }
    }
    return false;
  }

  @Override
  public int popMode() {
    return _modeStack.isEmpty() ? _mode : super.popMode();
  }

  /** Returns the next token as the kind that it always is. */
  K3sToken next() {
    return (K3sToken) nextToken();
  }

  /** Reports whether everything has been read. */
  boolean atEnd() {
    return _input.LA(1) == IntStream.EOF;
  }
}
