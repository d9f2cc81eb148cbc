package dev.k3form.frontend.evaluate;

import dev.k3form.frontend.program.Expr;
import dev.k3form.model.value.Value;
import org.jspecify.annotations.Nullable;

/** What the names that an expression itself binds stand for; the innermost first. */
record Frame(int id, Value value, @Nullable Frame outer) {
  /** Returns a frame with one more name. */
  static Frame bind(@Nullable Frame outer, Expr.Binding binding, Value value) {
    return new Frame(binding.id(), value, outer);
  }

  /** Returns what a name stands for. */
  static Value find(@Nullable Frame frame, Expr.Binding binding) {
    for (Frame f = frame; f != null; f = f.outer) {
      if (f.id == binding.id()) {
        return f.value;
      }
    }
    throw new IllegalStateException("unbound name " + binding.name());
  }
}
