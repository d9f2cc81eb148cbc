package dev.k3form.engine.planning;

import dev.k3form.engine.problem.PlanProblems;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.diagnostic.Diagnostics;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which instances a partial plan is about, exactly.
 *
 * <p>With targets: those that match, what they depend on, and of what is deleted, what depended on
 * it. With excludes: all but those that match and what depends on them; and nothing is deleted that
 * something kept stands on.
 */
final class Selection {
  private final Map<ResourceAddress, ? extends Collection<ResourceAddress>> wanted;
  private final Map<ResourceAddress, ? extends Collection<ResourceAddress>> leaving;
  private final List<ResourceAddress> open;

  /**
   * Prepares a choice.
   *
   * @param wanted the instances of the configuration with what they depend on
   * @param leaving the instances that only the state has with what they depended on
   * @param open the resources whose instances are not known yet
   */
  Selection(
      Map<ResourceAddress, ? extends Collection<ResourceAddress>> wanted,
      Map<ResourceAddress, ? extends Collection<ResourceAddress>> leaving,
      List<ResourceAddress> open) {
    this.wanted = wanted;
    this.leaving = leaving;
    this.open = open;
  }

  Set<ResourceAddress> choose(PlanOptions options, Diagnostics diagnostics) {
    Set<ResourceAddress> chosen = new HashSet<>();
    if (options.targets().isEmpty()) {
      chosen.addAll(wanted.keySet());
      chosen.addAll(leaving.keySet());
    } else {
      Set<ResourceAddress> matched = matching("-target", options.targets(), diagnostics);
      if (matched.isEmpty()) {
        options.targets().forEach(text -> stillOpen(text, diagnostics));
      }
      chosen.addAll(closure(only(matched, wanted), wanted));
      chosen.addAll(closure(only(matched, leaving), reversed(leaving)));
    }
    if (!options.excludes().isEmpty()) {
      Set<ResourceAddress> matched = matching("-exclude", options.excludes(), diagnostics);
      chosen.removeAll(closure(only(matched, wanted), reversed(wanted)));
      Set<ResourceAddress> kept = closure(only(matched, leaving), leaving);
      kept.retainAll(leaving.keySet());
      chosen.removeAll(kept);
    }
    return chosen;
  }

  /** Returns all instances that one of the addresses means. */
  Set<ResourceAddress> matching(String option, List<String> texts, Diagnostics diagnostics) {
    Set<ResourceAddress> out = new HashSet<>();
    for (String text : texts) {
      try {
        Pattern pattern = Pattern.parse(text);
        int before = out.size();
        boolean any = false;
        for (Set<ResourceAddress> all : List.of(wanted.keySet(), leaving.keySet())) {
          for (ResourceAddress address : all) {
            if (pattern.matches(address)) {
              out.add(address);
              any = true;
            }
          }
        }
        if (!any && out.size() == before && open.stream().noneMatch(pattern::mayMatch)) {
          diagnostics.accept(PlanProblems.matchesNothing(option, text, Nearest.to(pattern, all())));
        }
      } catch (IllegalArgumentException e) {
        diagnostics.accept(
            PlanProblems.badAddress(option, text, String.valueOf(e.getMessage()) + "."));
      }
    }
    return out;
  }

  /** Tells why a plan of that target alone would have nothing in it. */
  private void stillOpen(String text, Diagnostics diagnostics) {
    if (isAddress(text)) {
      open.stream()
          .filter(Pattern.parse(text)::mayMatch)
          .findFirst()
          .ifPresent(address -> diagnostics.accept(PlanProblems.targetOpen(text, address)));
    }
  }

  /** Returns whether an open resource is among what a partial plan is about. */
  static boolean isAbout(PlanOptions options, ResourceAddress open) {
    return (options.targets().isEmpty() || mayMean(options.targets(), open))
        && !mayMean(options.excludes(), open);
  }

  private static boolean mayMean(List<String> texts, ResourceAddress open) {
    return texts.stream()
        .filter(Selection::isAddress)
        .anyMatch(text -> Pattern.parse(text).mayMatch(open));
  }

  private static boolean isAddress(String text) {
    try {
      Pattern.parse(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false; // told where instances are matched
    }
  }

  private SortedSet<ResourceAddress> all() {
    SortedSet<ResourceAddress> all = new TreeSet<>(wanted.keySet());
    all.addAll(leaving.keySet());
    return all;
  }

  private static Set<ResourceAddress> only(
      Set<ResourceAddress> matched, Map<ResourceAddress, ?> in) {
    Set<ResourceAddress> out = new HashSet<>(matched);
    out.retainAll(in.keySet());
    return out;
  }

  private static Map<ResourceAddress, List<ResourceAddress>> reversed(
      Map<ResourceAddress, ? extends Collection<ResourceAddress>> edges) {
    Map<ResourceAddress, List<ResourceAddress>> out = new HashMap<>();
    edges.forEach(
        (from, all) ->
            all.forEach(to -> out.computeIfAbsent(to, _ -> new ArrayList<>()).add(from)));
    return out;
  }

  private static Set<ResourceAddress> closure(
      Set<ResourceAddress> start,
      Map<ResourceAddress, ? extends Collection<ResourceAddress>> edges) {
    Set<ResourceAddress> out = new HashSet<>(start);
    ArrayDeque<ResourceAddress> queue = new ArrayDeque<>(start);
    while (!queue.isEmpty()) {
      Collection<ResourceAddress> next = edges.get(queue.remove());
      if (next != null) {
        for (ResourceAddress address : next) {
          if (out.add(address)) {
            queue.add(address);
          }
        }
      }
    }
    return out;
  }
}
