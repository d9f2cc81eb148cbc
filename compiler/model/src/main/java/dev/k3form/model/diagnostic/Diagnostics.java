package dev.k3form.model.diagnostic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** Collects diagnostics; safe for use by several threads. */
public final class Diagnostics implements Consumer<Diagnostic> {
  private final List<Diagnostic> items = new ArrayList<>();

  @Override
  public synchronized void accept(Diagnostic diagnostic) {
    items.add(diagnostic);
  }

  /** Adds all of them. */
  public synchronized void addAll(List<Diagnostic> diagnostics) {
    items.addAll(diagnostics);
  }

  /** Reports whether any of them is an error. */
  public synchronized boolean hasErrors() {
    return items.stream().anyMatch(Diagnostic::isError);
  }

  /** Returns what was collected, in order of file and place, without repetitions. */
  public synchronized List<Diagnostic> sorted() {
    return items.stream().distinct().sorted(Comparator.comparing(Diagnostic::primary)).toList();
  }
}
