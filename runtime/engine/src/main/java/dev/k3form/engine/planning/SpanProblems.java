package dev.k3form.engine.planning;

import dev.k3form.engine.problem.PlanProblems;
import dev.k3form.model.address.AttributePath;
import dev.k3form.model.diagnostic.Diagnostics;
import dev.k3form.model.graph.DesiredInstance;
import dev.k3form.spi.ProblemSink;

/** Puts the problems that a type finds to the places where the user wrote their cause. */
record SpanProblems(DesiredInstance instance, Diagnostics diagnostics) implements ProblemSink {
  @Override
  public void error(AttributePath path, String summary, String help) {
    report(true, path, summary, help);
  }

  @Override
  public void warning(AttributePath path, String summary, String help) {
    report(false, path, summary, help);
  }

  private void report(boolean error, AttributePath path, String summary, String help) {
    diagnostics.accept(
        PlanProblems.invalid(
            error, instance.address(), path, summary, help, instance.spanOf(path)));
  }
}
