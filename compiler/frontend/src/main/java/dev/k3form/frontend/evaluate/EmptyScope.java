package dev.k3form.frontend.evaluate;

import dev.k3form.frontend.convert.ValueException;
import dev.k3form.frontend.convert.ValueProblem;
import dev.k3form.frontend.function.CallContext;
import dev.k3form.frontend.load.FileAccess;
import dev.k3form.frontend.program.Declaration;
import dev.k3form.frontend.program.Expr;
import dev.k3form.model.value.Value;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** A scope without names, files and time, for expressions that must not depend on anything. */
public final class EmptyScope implements Scope, CallContext, FileAccess {
  /** The scope. */
  public static final EmptyScope INSTANCE = new EmptyScope();

  private EmptyScope() {}

  @Override
  public Value value(Expr.Target target) {
    throw new IllegalArgumentException("no " + target + " here");
  }

  @Override
  public Optional<Value> instance(Expr.Target.Resource resource, Value key) {
    return Optional.empty();
  }

  @Override
  public Optional<Value> output(Expr.Target.Module module, Optional<Value> key, String output) {
    return Optional.empty();
  }

  @Override
  public Declaration.Function function(String name) {
    throw new ValueException(
        new ValueProblem.CallFailed(name, "functions of the module cannot be called here"));
  }

  @Override
  public CallContext context() {
    return this;
  }

  @Override
  public boolean isApplying() {
    return false;
  }

  @Override
  public FileAccess files() {
    return this;
  }

  @Override
  public String moduleDirectory() {
    return ".";
  }

  @Override
  public Instant planTime() {
    return Instant.EPOCH;
  }

  @Override
  public Value render(String templateName, String template, Map<String, Value> names) {
    throw new ValueException(
        new ValueProblem.CallFailed("templatestring", "templates cannot be used here"));
  }

  @Override
  public byte[] read(String path) throws IOException {
    throw new IOException("files cannot be read here");
  }

  @Override
  public boolean exists(String path) throws IOException {
    throw new IOException("files cannot be read here");
  }

  @Override
  public List<String> list(String directory) throws IOException {
    throw new IOException("files cannot be read here");
  }

  @Override
  public List<String> names(String directory) {
    return List.of();
  }

  @Override
  public SortedMap<String, String> read() {
    return Collections.emptySortedMap();
  }

  @Override
  public String absolute(String path) {
    return path;
  }
}
