package dev.k3form.frontend.convert;

import dev.k3form.model.source.Span;

/**
 * Ends the evaluation of an expression that has no value.
 *
 * <p>Control flow inside the evaluation of one expression: {@code try}, {@code can} and the arm of
 * a condition that is not chosen end it quietly, otherwise whoever asked for the expression's value
 * turns it into a diagnostic. It has no stack trace and leaves the frontend never.
 */
public final class ValueException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final transient ValueProblem problem;
  private final transient Span span;

  /** Creates an exception whose place is not known yet. */
  public ValueException(ValueProblem problem) {
    this(problem, Span.NONE);
  }

  /** Creates an exception. */
  public ValueException(ValueProblem problem, Span span) {
    super(problem.summary(), null, false, false);
    this.problem = problem;
    this.span = span;
  }

  /** Returns what is wrong. */
  public ValueProblem problem() {
    return problem;
  }

  /** Returns where it is wrong, {@link Span#NONE} if not known yet. */
  public Span span() {
    return span;
  }

  /** Returns the same with a place, if it has none yet. */
  public ValueException orAt(Span place) {
    return span.isPlace() ? this : new ValueException(problem, place);
  }
}
