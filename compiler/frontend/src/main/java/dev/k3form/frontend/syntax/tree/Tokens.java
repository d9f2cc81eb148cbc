package dev.k3form.frontend.syntax.tree;

import dev.k3form.model.source.SourceFile;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.RandomAccess;

/**
 * All tokens of a source file, space and comments included.
 *
 * <p>Their texts, one after the other, are the text of the file. Stored as offsets and kinds, a
 * token costs two words.
 */
public final class Tokens extends AbstractList<Token> implements RandomAccess {
  private final SourceFile file;
  private final TokenKind[] kinds;
  private final int[] starts;
  private final int size;

  private Tokens(SourceFile file, TokenKind[] kinds, int[] starts, int size) {
    this.file = file;
    this.kinds = kinds;
    this.starts = starts;
    this.size = size;
  }

  @Override
  public Token get(int index) {
    return new Token(kind(index), start(index), end(index));
  }

  @Override
  public int size() {
    return size;
  }

  /** Returns the kind of a token. */
  public TokenKind kind(int index) {
    return kinds[index];
  }

  /** Returns the offset of a token's first character. */
  public int start(int index) {
    return starts[index];
  }

  /** Returns the offset after a token's last character. */
  public int end(int index) {
    return index + 1 < size ? starts[index + 1] : file.text().length();
  }

  /** Returns the text of a token. */
  public String text(int index) {
    return file.text().substring(start(index), end(index));
  }

  /** Returns the texts of all tokens, one after the other. */
  public String text() {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < size; i++) {
      out.append(text(i));
    }
    return out.toString();
  }

  /** Collects tokens in the order of the source. */
  public static final class Builder {
    private final SourceFile file;
    private TokenKind[] kinds = new TokenKind[64];
    private int[] starts = new int[64];
    private int size;

    /** Starts the tokens of a file. */
    public Builder(SourceFile file) {
      this.file = file;
    }

    /** Adds the token that starts where the one before ended. */
    public void add(TokenKind kind, int start) {
      if (size == kinds.length) {
        kinds = Arrays.copyOf(kinds, size * 2);
        starts = Arrays.copyOf(starts, size * 2);
      }
      kinds[size] = kind;
      starts[size++] = start;
    }

    /** Returns the tokens. */
    public Tokens build() {
      return new Tokens(file, Arrays.copyOf(kinds, size), Arrays.copyOf(starts, size), size);
    }
  }
}
