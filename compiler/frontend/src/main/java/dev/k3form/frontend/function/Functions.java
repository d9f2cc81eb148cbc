package dev.k3form.frontend.function;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All built-in functions by name. */
public final class Functions {
  private static final Functions STANDARD =
      new Functions(
          Stream.of(
                  NumericFunctions.all(),
                  StringFunctions.all(),
                  CollectionFunctions.all(),
                  SetFunctions.all(),
                  EncodingFunctions.all(),
                  FileFunctions.all(),
                  TimeFunctions.all(),
                  HashFunctions.all(),
                  KeyFunctions.all(),
                  NetworkFunctions.all(),
                  ConversionFunctions.all())
              .flatMap(List::stream)
              .toList());

  private final SortedMap<String, Function> byName;

  private Functions(List<Function> functions) {
    SortedMap<String, Function> map = new TreeMap<>();
    for (Function function : functions) {
      if (map.put(function.name(), function) != null) {
        throw new IllegalStateException("two functions " + function.name());
      }
    }
    byName = Collections.unmodifiableSortedMap(map);
  }

  /** Returns the functions of the language. */
  public static Functions standard() {
    return STANDARD;
  }

  /** Returns the functions in order of their names. */
  public Collection<Function> all() {
    return byName.values();
  }

  /** Returns a function, null if there is none of the name. */
  public @Nullable Function find(String name) {
    return byName.get(name);
  }

  /** Returns a function that is known to exist. */
  public Function get(String name) {
    Function function = byName.get(name);
    if (function == null) {
      throw new IllegalArgumentException("no function " + name);
    }
    return function;
  }

  /** Returns the names. */
  public Collection<String> names() {
    return byName.keySet();
  }
}
