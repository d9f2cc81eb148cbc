package dev.k3form.lab.schema;

/** A parameter of a call. A name that ends in {@code [n]} stands for numbered ones. */
public record Parameter(String name, ParamType type, boolean required) {

  public static Parameter optional(String name, ParamType type) {
    return new Parameter(name, type, false);
  }

  public static Parameter required(String name, ParamType type) {
    return new Parameter(name, type, true);
  }
}
