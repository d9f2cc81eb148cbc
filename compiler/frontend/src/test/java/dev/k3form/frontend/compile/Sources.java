package dev.k3form.frontend.compile;

import dev.k3form.frontend.schema.Schemas;
import dev.k3form.model.graph.Configuration;
import dev.k3form.model.graph.ConfigurationSources;
import dev.k3form.model.graph.Evaluation;
import dev.k3form.model.value.Value;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Compiles sources that a test holds in memory. */
public final class Sources {
  /** The time of every plan in tests. */
  public static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  private Sources() {}

  /** Compiles one file. */
  public static CompileResult compile(String text) {
    return compile(Map.of("main.k3s", text), Map.of());
  }

  /** Compiles files, with values for variables. */
  public static CompileResult compile(Map<String, String> files, Map<String, Value> variables) {
    return Compiler.compile(
        new ConfigurationSources(new TreeMap<>(files), new TreeMap<>(variables)),
        TestSchemas.all(),
        NOW);
  }

  /** Evaluates one file, every resource being new: what it computes is unknown. */
  public static Evaluation evaluate(String text) {
    return evaluate(compile(text));
  }

  /** Evaluates a compiled configuration, every resource being new. */
  public static Evaluation evaluate(CompileResult result) {
    Configuration configuration =
        result
            .configuration()
            .orElseThrow(() -> new AssertionError("not compiled: " + result.diagnostics()));
    Schemas schemas = new Schemas(TestSchemas.all());
    return configuration.evaluate(
        instance -> {
          Value.Obj value =
              Schemas.unknown(
                  schemas
                      .find(
                          new dev.k3form.frontend.program.Expr.Target.Resource(
                              instance.address().mode(), instance.address().type(), ""))
                      .orElseThrow()
                      .block());
          for (var entry : instance.config().fields().entrySet()) {
            value = value.with(entry.getKey(), entry.getValue());
          }
          return value;
        });
  }
}
