package dev.k3form.engine;

import static dev.k3form.engine.Things.thing;

import dev.k3form.model.graph.Lifecycle;
import dev.k3form.model.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Random programs, and random changes of them. */
final class RandomGraphs {
  /** One thing of a program. */
  record Node(String name, int size, boolean createFirst, boolean grouped, List<Integer> uses) {}

  private final RandomGenerator random;
  private final TreeMap<Integer, Node> nodes = new TreeMap<>();

  RandomGraphs(RandomGenerator random, int count) {
    this.random = random;
    for (int i = 0; i < count; i++) {
      nodes.put(i, node(i));
    }
  }

  private Node node(int i) {
    List<Integer> uses = new ArrayList<>();
    for (int candidate : nodes.headMap(i).keySet()) {
      if (random.nextInt(4) == 0) {
        uses.add(candidate);
      }
    }
    return new Node(
        "n" + i + "-" + random.nextInt(1000),
        random.nextInt(5),
        random.nextInt(4) == 0,
        random.nextInt(5) == 0,
        uses);
  }

  /** Changes some nodes, adds some, takes some away. */
  void mutate() {
    for (int i : List.copyOf(nodes.keySet())) {
      Node n = nodes.get(i);
      switch (random.nextInt(8)) {
        case 0 ->
            nodes.put(i, new Node(n.name(), n.size() + 1, n.createFirst(), n.grouped(), n.uses()));
        case 1 -> nodes.put(i, node(i));
        case 2 -> {
          nodes.remove(i);
          nodes.replaceAll((_, o) -> without(o, i));
        }
        case 3 ->
            nodes.put(
                i, new Node(n.name() + "x", n.size(), n.createFirst(), n.grouped(), n.uses()));
        default -> {}
      }
    }
    int next = nodes.isEmpty() ? 0 : nodes.lastKey() + 1;
    nodes.put(next, node(next));
  }

  private static Node without(Node node, int gone) {
    List<Integer> uses = node.uses().stream().filter(u -> u != gone).toList();
    return new Node(node.name(), node.size(), node.createFirst(), node.grouped(), uses);
  }

  /** Returns the sizes of the things that there should be, by name. */
  Map<String, Integer> wanted() {
    Map<String, Integer> out = new HashMap<>();
    nodes.values().forEach(n -> out.put(n.name(), n.size()));
    return out;
  }

  Program program() {
    Program program = new Program();
    nodes.forEach(
        (i, n) -> {
          List<String> uses = n.uses().stream().map(u -> "fake_thing.n" + u).toList();
          Lifecycle lifecycle = new Lifecycle(n.createFirst(), false, List.of(), List.of());
          program.add(
              "fake_thing.n" + i,
              uses,
              lifecycle,
              s -> {
                Value[] ids = uses.stream().map(u -> s.get(u, "id")).toArray(Value[]::new);
                Map<String, Value> out =
                    new HashMap<>(thing(n.name(), "size", n.size(), "uses", Things.uses(ids)));
                if (n.grouped()) {
                  out.put("group", Value.str("g"));
                }
                return out;
              });
        });
    return program;
  }
}
