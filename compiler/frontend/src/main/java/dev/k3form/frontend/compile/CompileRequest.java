package dev.k3form.frontend.compile;

import dev.k3form.model.schema.ProviderSchema;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What to compile.
 *
 * @param directory of the root module
 * @param variables the {@code -var} options in their order, as text
 * @param variableFiles the {@code -var-file} options in their order, relative to the directory
 * @param environment where {@code K3FORM_VAR_name} is looked up
 * @param schemas what the providers declare
 * @param workspace what {@code k3form.workspace} is
 * @param planTime what {@code plantimestamp()} says
 */
public record CompileRequest(
    Path directory,
    Map<String, String> variables,
    List<String> variableFiles,
    Map<String, String> environment,
    List<ProviderSchema> schemas,
    String workspace,
    Instant planTime) {
  /** The workspace that is there without anybody making it. */
  public static final String DEFAULT_WORKSPACE = "default";

  /** Copies the collections. */
  public CompileRequest {
    variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    variableFiles = List.copyOf(variableFiles);
    environment = Map.copyOf(environment);
    schemas = List.copyOf(schemas);
  }

  /** Returns a request without variables, in the default workspace. */
  public static CompileRequest of(Path directory, List<ProviderSchema> schemas, Instant planTime) {
    return new CompileRequest(
        directory, Map.of(), List.of(), Map.of(), schemas, DEFAULT_WORKSPACE, planTime);
  }
}
