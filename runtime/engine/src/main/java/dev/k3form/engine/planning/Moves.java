package dev.k3form.engine.planning;

import dev.k3form.engine.plan.ExecutionGraph.Move;
import dev.k3form.engine.plan.ExecutionGraph.Taken;
import dev.k3form.engine.problem.PlanProblems;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.diagnostic.Diagnostics;
import dev.k3form.model.graph.Refactoring.Moved;
import dev.k3form.state.ResourceRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The records of a state under the addresses that {@code moved} blocks give them.
 *
 * @param records by their present addresses, dependencies renamed too
 * @param origins where those that moved come from
 * @param order the moves, each after the one that makes room for it
 */
record Moves(
    Map<ResourceAddress, ResourceRecord> records,
    Map<ResourceAddress, ResourceAddress> origins,
    List<Move> order) {

  static Moves of(
      Collection<ResourceRecord> records,
      List<Moved> rules,
      UnaryOperator<ResourceAddress> recounted,
      Takeovers takeovers,
      Diagnostics diagnostics) {
    Map<ResourceAddress, ResourceAddress> counted = counted(records, rules, recounted);
    if (rules.isEmpty() && counted.isEmpty()) {
      Map<ResourceAddress, ResourceRecord> same = LinkedHashMap.newLinkedHashMap(records.size());
      records.forEach(r -> same.put(r.address(), r));
      return new Moves(same, Map.of(), List.of());
    }
    Map<ResourceAddress, ResourceAddress> to = new LinkedHashMap<>();
    Map<ResourceAddress, ResourceRecord> moved = new HashMap<>();
    for (ResourceRecord record : records) {
      destination(record, rules, takeovers)
          .ifPresent(
              found -> {
                to.put(record.address(), found.address());
                moved.put(record.address(), found);
              });
    }
    counted.forEach(
        (from, target) -> {
          if (!to.containsKey(from) && !to.containsValue(target)) {
            to.put(from, target);
          }
        });
    Set<ResourceAddress> taken = new HashSet<>();
    records.forEach(r -> taken.add(to.getOrDefault(r.address(), r.address())));
    if (taken.size() < records.size()) {
      reportTaken(records, to, rules, diagnostics);
    }
    Map<ResourceAddress, ResourceRecord> out = new LinkedHashMap<>();
    for (ResourceRecord record : records) {
      ResourceAddress address = to.getOrDefault(record.address(), record.address());
      SortedSet<ResourceAddress> dependencies = new TreeSet<>();
      record.dependencies().forEach(d -> dependencies.add(to.getOrDefault(d, d)));
      ResourceRecord there = moved.getOrDefault(record.address(), record);
      out.put(address, there.withAddress(address).withDependencies(dependencies));
    }
    Map<ResourceAddress, ResourceAddress> origins = new HashMap<>();
    to.forEach((from, target) -> origins.put(target, from));
    return new Moves(out, origins, order(to, out, rules, diagnostics));
  }

  /**
   * Returns the moves that a plan carries out: those of what it is about, and those that make room
   * for them. What else moved stays recorded under its old address, for a plan that is about it.
   */
  Moves carried(Predicate<ResourceAddress> selected) {
    Set<ResourceAddress> vacated = new HashSet<>();
    List<Move> kept = new ArrayList<>();
    for (Move move : order.reversed()) { // each comes after the one that makes room for it
      if (selected.test(move.to()) || vacated.contains(move.from())) {
        kept.addFirst(move);
        vacated.add(move.to());
      }
    }
    Map<ResourceAddress, ResourceAddress> from = new HashMap<>();
    kept.forEach(move -> from.put(move.to(), move.from()));
    return new Moves(records, from, kept);
  }

  /**
   * Returns what a {@code count} that was added or taken away since moves, without a word of the
   * user: the single instance is the one of number 0. What a rule names, or what would have to give
   * way, stays.
   */
  private static Map<ResourceAddress, ResourceAddress> counted(
      Collection<ResourceRecord> records,
      List<Moved> rules,
      UnaryOperator<ResourceAddress> recounted) {
    Set<ResourceAddress> present = new HashSet<>();
    records.forEach(r -> present.add(r.address()));
    List<Pattern> named =
        rules.stream().flatMap(r -> Stream.of(r.from(), r.to())).map(Pattern::parse).toList();
    Map<ResourceAddress, ResourceAddress> out = new LinkedHashMap<>();
    for (ResourceRecord record : records) {
      ResourceAddress from = record.address();
      ResourceAddress target = recounted.apply(from);
      boolean free =
          from.mode() == ResourceAddress.Mode.MANAGED
              && !present.contains(target) // which says also that it is another one
              && named.stream().noneMatch(p -> p.matches(from) || p.matches(target));
      if (free) {
        out.put(from, target);
      }
    }
    return out;
  }

  /** Returns the record at the end of its way, of the type that it has there. */
  private static Optional<ResourceRecord> destination(
      ResourceRecord start, List<Moved> rules, Takeovers takeovers) {
    ResourceRecord at = start;
    Set<ResourceAddress> seen = new HashSet<>(Set.of(at.address()));
    boolean moved = true;
    while (moved) {
      moved = false;
      for (Moved rule : rules) {
        Optional<ResourceAddress> next = Renaming.of(rule.from(), rule.to()).apply(at.address());
        if (next.isPresent() && seen.add(next.get())) {
          Optional<ResourceRecord> there =
              next.get().type().equals(at.address().type())
                  ? Optional.of(at.withAddress(next.get()))
                  : takeovers.take(at, next.get(), rule.span());
          if (there.isEmpty()) {
            return Optional.empty();
          }
          at = there.get();
          moved = true;
        }
      }
    }
    return at.address().equals(start.address()) ? Optional.empty() : Optional.of(at);
  }

  private static void reportTaken(
      Collection<ResourceRecord> records,
      Map<ResourceAddress, ResourceAddress> to,
      List<Moved> rules,
      Diagnostics diagnostics) {
    Set<ResourceAddress> staying = new HashSet<>();
    records.stream()
        .map(ResourceRecord::address)
        .filter(a -> !to.containsKey(a))
        .forEach(staying::add);
    to.forEach(
        (from, target) -> {
          if (!staying.add(target)) {
            taken(from, target, rules, diagnostics);
          }
        });
  }

  private static void taken(
      ResourceAddress from, ResourceAddress target, List<Moved> rules, Diagnostics diagnostics) {
    rules.stream()
        .filter(rule -> Pattern.parse(rule.from()).matches(from))
        .findFirst()
        .ifPresent(rule -> diagnostics.accept(PlanProblems.moveTaken(from, target, rule.span())));
  }

  /** Orders moves so that each destination is vacant; objects cannot change places in one plan. */
  private static List<Move> order(
      Map<ResourceAddress, ResourceAddress> to,
      Map<ResourceAddress, ResourceRecord> records,
      List<Moved> rules,
      Diagnostics diagnostics) {
    List<Move> out = new ArrayList<>();
    Map<ResourceAddress, ResourceAddress> left = new LinkedHashMap<>(to);
    boolean more = true;
    while (more) {
      more = false;
      for (Map.Entry<ResourceAddress, ResourceAddress> e : List.copyOf(left.entrySet())) {
        if (!left.containsKey(e.getValue())) {
          Optional<Taken> taken =
              Optional.ofNullable(records.get(e.getValue()))
                  .filter(r -> !r.address().type().equals(e.getKey().type()))
                  .map(Taken::of);
          out.add(new Move(e.getKey(), e.getValue(), taken));
          left.remove(e.getKey());
          more = true;
        }
      }
    }
    left.forEach((from, target) -> taken(from, target, rules, diagnostics));
    return out;
  }
}
