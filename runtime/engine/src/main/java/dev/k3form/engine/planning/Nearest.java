package dev.k3form.engine.planning;

import dev.k3form.model.address.ResourceAddress;
import java.util.List;
import java.util.SortedSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What there is in place of an address that nothing has: other instances of the same resource, the
 * same resource in other modules, or others of its type, the closest kind of these.
 */
public final class Nearest {
  private static final int SHOWN = 3;

  private Nearest() {}

  /** Returns the addresses as part of a sentence, and how many more there are; empty if none. */
  public static String to(Pattern missed, SortedSet<ResourceAddress> there) {
    return switch (missed) {
      case Pattern.Module(var module) ->
          first(
              there,
              List.of(
                  a ->
                      !a.module().steps().isEmpty()
                          && a.module()
                              .steps()
                              .getFirst()
                              .name()
                              .equals(module.steps().getFirst().name()),
                  a -> !a.module().steps().isEmpty()));
      case Pattern.Resource(var wanted) -> {
        Predicate<ResourceAddress> type =
            a -> a.mode() == wanted.mode() && a.type().equals(wanted.type());
        yield first(
            there,
            List.of(
                a -> a.resource().equals(wanted.resource()),
                type.and(a -> a.name().equals(wanted.name())),
                type));
      }
    };
  }

  private static String first(
      SortedSet<ResourceAddress> there, List<Predicate<ResourceAddress>> kinds) {
    for (Predicate<ResourceAddress> kind : kinds) {
      List<ResourceAddress> found = there.stream().filter(kind).toList();
      if (!found.isEmpty()) {
        String more = found.size() > SHOWN ? " and " + (found.size() - SHOWN) + " more" : "";
        Stream<String> shown = found.stream().limit(SHOWN).map(a -> "`" + a + "`");
        return String.join(", ", shown.toList()) + more;
      }
    }
    return "";
  }
}
