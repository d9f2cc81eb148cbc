package dev.k3form.lab.schema;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** All parameters of a call; verifies what a request brings and refuses anything else. */
public final class ParameterSet {

  private static final String UNKNOWN =
      "property is not defined in schema and the schema does not allow additional properties";

  private final Map<String, Parameter> parameters = new HashMap<>();

  public ParameterSet(Collection<Parameter> parameters) {
    parameters.forEach(p -> this.parameters.put(p.name(), p));
  }

  /** The parameter that a name means, also when it is numbered. */
  public Optional<Parameter> find(String name) {
    Parameter exact = parameters.get(name);
    return exact != null
        ? Optional.of(exact)
        : Optional.ofNullable(parameters.get(name.replaceFirst("\\d+$", "[n]")));
  }

  /**
   * Returns the given values in canonical form.
   *
   * @throws ParameterException with every problem at once
   */
  public Map<String, String> verify(Map<String, String> given) {
    Map<String, String> errors = new HashMap<>();
    Map<String, String> verified = new LinkedHashMap<>();
    given.forEach(
        (name, value) ->
            find(name)
                .ifPresentOrElse(
                    parameter -> {
                      parameter
                          .type()
                          .problem(name, value)
                          .ifPresent(problem -> errors.put(name, problem));
                      verified.put(name, parameter.type().canonical(value));
                    },
                    () -> errors.put(name, UNKNOWN)));
    for (Parameter parameter : parameters.values()) {
      if (parameter.required() && !given.containsKey(parameter.name())) {
        errors.put(parameter.name(), "property is missing and it is not optional");
      }
    }
    if (!errors.isEmpty()) {
      throw new ParameterException(errors);
    }
    return verified;
  }
}
