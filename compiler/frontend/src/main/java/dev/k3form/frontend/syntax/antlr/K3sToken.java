package dev.k3form.frontend.syntax.antlr;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenFactory;
import org.antlr.v4.runtime.TokenSource;
import org.antlr.v4.runtime.misc.Pair;
import org.jspecify.annotations.Nullable;

/**
 * A token that knows how many brackets, bodies and templates are open around it.
 *
 * <p>A bracket has the depth of what is outside of it. A token without text that the {@link Layout}
 * added ends before it starts.
 */
final class K3sToken extends CommonToken {
  private static final long serialVersionUID = 1;

  /**
   * Creates such tokens for a lexer; space and comments, about half of all, are always the same
   * token, which is good until the next one.
   */
  static final class Factory implements TokenFactory<K3sToken> {
    private @Nullable K3sToken hidden;

    @Override
    public K3sToken create(
        Pair<TokenSource, CharStream> source,
        int type,
        String text,
        int channel,
        int start,
        int stop,
        int line,
        int charPositionInLine) {
      if (hidden == null || channel == Token.DEFAULT_CHANNEL) {
        K3sToken token = new K3sToken(source, type, channel, start, stop);
        if (channel != Token.DEFAULT_CHANNEL) {
          hidden = token;
        }
        return token;
      }
      hidden.setType(type);
      hidden.setChannel(channel);
      hidden.setStartIndex(start);
      hidden.setStopIndex(stop);
      return hidden;
    }

    @Override
    public K3sToken create(int type, String text) {
      throw new IllegalStateException("tokens come from a source");
    }
  }

  private int depth;

  K3sToken(Pair<TokenSource, CharStream> source, int type, int channel, int start, int stop) {
    super(source, type, channel, start, stop);
  }

  /** Returns what stands before the first token. */
  static K3sToken beforeAll() {
    return new K3sToken(EMPTY_SOURCE, Token.INVALID_TYPE, Token.DEFAULT_CHANNEL, 0, -1);
  }

  /** Returns a token of the same source that has no text. */
  K3sToken added(int type, int offset, int atDepth) {
    K3sToken token = new K3sToken(source, type, Token.DEFAULT_CHANNEL, offset, offset - 1);
    token.depth = atDepth;
    return token;
  }

  int depth() {
    return depth;
  }

  void depth(int value) {
    depth = value;
  }

  /** Returns the offset after the last character. */
  int end() {
    return getStopIndex() + 1;
  }
}
