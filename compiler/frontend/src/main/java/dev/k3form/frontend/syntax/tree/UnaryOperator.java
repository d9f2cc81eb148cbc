package dev.k3form.frontend.syntax.tree;

/** The operators before an operand. */
public enum UnaryOperator {
  NEGATE("-"),
  NOT("!");

  private final String symbol;

  UnaryOperator(String symbol) {
    this.symbol = symbol;
  }

  /** Returns the operator as it is written. */
  public String symbol() {
    return symbol;
  }
}
