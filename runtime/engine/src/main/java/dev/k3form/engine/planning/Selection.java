package dev.k3form.engine.planning;

import dev.k3form.engine.problem.PlanProblems;
import dev.k3form.model.address.ModulePath;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.diagnostic.Diagnostics;
import dev.k3form.model.graph.Deferred;
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
 *
 * <p>What is open yet is chosen like the rest, by what it hangs on: a target that is open has that
 * made first, and an exclude leaves out what is open because of it.
 */
final class Selection {
  private final Map<ResourceAddress, ? extends Collection<ResourceAddress>> wanted;
  private final Map<ResourceAddress, ? extends Collection<ResourceAddress>> leaving;
  private final Map<ResourceAddress, Collection<ResourceAddress>> open = new HashMap<>();

  /**
   * What a partial plan is about.
   *
   * @param instances those that are planned
   * @param seen what was open when they were chosen
   * @param open what of it is gone on with, once it is known
   */
  record Choice(
      Set<ResourceAddress> instances, Set<ResourceAddress> seen, Set<ResourceAddress> open) {
    /** Reports whether something open, or a part of it, belongs to the plan. */
    boolean isAbout(Deferred deferred) {
      return seen.contains(deferred.resource())
          ? open.contains(deferred.resource())
          : instances.stream().anyMatch(deferred::isAbout); // it was known, as recorded
    }
  }

  /**
   * Prepares a choice.
   *
   * @param wanted the instances of the configuration with what they depend on
   * @param leaving the instances that only the state has with what they depended on
   * @param deferred what is not known yet
   */
  Selection(
      Map<ResourceAddress, ? extends Collection<ResourceAddress>> wanted,
      Map<ResourceAddress, ? extends Collection<ResourceAddress>> leaving,
      List<Deferred> deferred) {
    this.wanted = wanted;
    this.leaving = leaving;
    deferred.forEach(d -> open.put(d.resource(), d.dependencies()));
  }

  Choice choose(PlanOptions options, Diagnostics diagnostics) {
    Set<ResourceAddress> chosen = new HashSet<>();
    Set<ResourceAddress> going = new HashSet<>(open.keySet());
    Map<ResourceAddress, Collection<ResourceAddress>> edges = edges();
    if (options.targets().isEmpty()) {
      chosen.addAll(wanted.keySet());
      chosen.addAll(leaving.keySet());
    } else {
      Set<ResourceAddress> matched = matching("-target", options.targets(), diagnostics);
      Set<ResourceAddress> aimed = only(matched, wanted);
      open.keySet().stream().filter(o -> mayMean(options.targets(), o)).forEach(aimed::add);
      Set<ResourceAddress> reached = closure(aimed, edges);
      going.retainAll(reached);
      chosen.addAll(only(reached, wanted));
      chosen.addAll(closure(only(matched, leaving), reversed(leaving)));
      if (chosen.isEmpty()) {
        options.targets().forEach(text -> stillOpen(text, diagnostics));
      }
    }
    if (!options.excludes().isEmpty()) {
      Set<ResourceAddress> matched = matching("-exclude", options.excludes(), diagnostics);
      Set<ResourceAddress> left = only(matched, wanted);
      open.keySet().stream().filter(o -> covered(options.excludes(), o)).forEach(left::add);
      Set<ResourceAddress> without = closure(left, reversed(edges));
      chosen.removeAll(without);
      going.removeAll(without);
      Set<ResourceAddress> kept = closure(only(matched, leaving), leaving);
      kept.retainAll(leaving.keySet());
      chosen.removeAll(kept);
    }
    return new Choice(chosen, open.keySet(), going);
  }

  /** Returns what hangs on what, also what is open, and the modules that are. */
  private Map<ResourceAddress, Collection<ResourceAddress>> edges() {
    Map<ResourceAddress, Collection<ResourceAddress>> out = new HashMap<>(wanted);
    out.putAll(open);
    for (ResourceAddress inside : open.keySet()) {
      List<ModulePath.Step> steps = inside.module().steps();
      for (int i = 0; i < steps.size(); i++) {
        ModulePath caller = new ModulePath(steps.subList(0, i));
        out.computeIfAbsent(Deferred.module(caller, steps.get(i).name()), _ -> new HashSet<>())
            .add(inside);
      }
    }
    return out;
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
        if (!any && out.size() == before && open.keySet().stream().noneMatch(pattern::mayMatch)) {
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
      open.keySet().stream()
          .filter(Pattern.parse(text)::mayMatch)
          .findFirst()
          .ifPresent(address -> diagnostics.accept(PlanProblems.targetOpen(text, address)));
    }
  }

  /** Reports whether excludes leave nothing of an open resource; of its instances, others stay. */
  private static boolean covered(List<String> excludes, ResourceAddress open) {
    return excludes.stream()
        .filter(Selection::isAddress)
        .anyMatch(text -> Pattern.parse(text).covers(open));
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
