package dev.k3form.cli.command;

import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.graph.Configuration;
import dev.k3form.model.graph.ConfigurationSources;
import dev.k3form.model.graph.DesiredProvider;
import dev.k3form.model.graph.Evaluation;
import dev.k3form.model.graph.InstanceValues;
import dev.k3form.model.graph.Refactoring;
import dev.k3form.model.source.Span;
import java.util.ArrayList;
import java.util.List;

/** A configuration with one more import, which the command line asks for. */
record WithImport(Configuration inner, Refactoring.Import wanted) implements Configuration {
  @Override
  public List<DesiredProvider> providers() {
    return inner.providers();
  }

  @Override
  public List<Refactoring> refactorings() {
    List<Refactoring> all = new ArrayList<>(inner.refactorings());
    all.add(wanted);
    return all;
  }

  @Override
  public Span place(ResourceAddress address, String argument) {
    return inner.place(address, argument);
  }

  @Override
  public ResourceAddress recounted(ResourceAddress recorded) {
    return inner.recounted(recorded);
  }

  @Override
  public Evaluation evaluate(InstanceValues values) {
    return inner.evaluate(values);
  }

  @Override
  public List<Diagnostic> warnings() {
    return inner.warnings();
  }

  @Override
  public ConfigurationSources sources() {
    return inner.sources();
  }
}
