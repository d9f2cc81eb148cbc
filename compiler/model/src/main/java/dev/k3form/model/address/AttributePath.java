package dev.k3form.model.address;

import java.util.List;
import java.util.stream.Stream;

/** A place inside a value: {@code network.address}, {@code backend["api"].server[0]}. */
public record AttributePath(List<Step> steps) implements Comparable<AttributePath> {
  /** One step into a value. */
  public sealed interface Step {
    /** Into an attribute of an object. */
    record Attribute(String name) implements Step {}

    /** Into an element of a list or tuple. */
    record Element(int index) implements Step {}

    /** Into the value of a map under a key, or of a set's element under its text. */
    record Key(String key) implements Step {}
  }

  /** The whole value. */
  public static final AttributePath ROOT = new AttributePath(List.of());

  /** Copies the steps. */
  public AttributePath {
    steps = List.copyOf(steps);
  }

  /** Returns the path of an attribute of the root object. */
  public static AttributePath of(String attribute) {
    return ROOT.attribute(attribute);
  }

  /** Returns the path of an attribute below this. */
  public AttributePath attribute(String name) {
    return plus(new Step.Attribute(name));
  }

  /** Returns the path of an element below this. */
  public AttributePath element(int index) {
    return plus(new Step.Element(index));
  }

  /** Returns the path of a map's value below this. */
  public AttributePath key(String key) {
    return plus(new Step.Key(key));
  }

  private AttributePath plus(Step step) {
    return new AttributePath(Stream.concat(steps.stream(), Stream.of(step)).toList());
  }

  /** Reports whether the other path is this one or leads deeper into it. */
  public boolean covers(AttributePath other) {
    return other.steps.size() >= steps.size() && other.steps.subList(0, steps.size()).equals(steps);
  }

  /** Returns the name of the root attribute, empty for the root path. */
  public String head() {
    return steps.isEmpty() || !(steps.getFirst() instanceof Step.Attribute(String name))
        ? ""
        : name;
  }

  @Override
  public int compareTo(AttributePath other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    for (Step step : steps) {
      switch (step) {
        case Step.Attribute(String name) -> out.append(out.isEmpty() ? "" : ".").append(name);
        case Step.Element(int index) -> out.append('[').append(index).append(']');
        case Step.Key(String key) -> out.append('[').append(Quoted.quote(key)).append(']');
      }
    }
    return out.toString();
  }
}
