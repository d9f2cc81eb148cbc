package dev.k3form.frontend.graph;

import dev.k3form.model.source.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The static references between declarations.
 *
 * <p>Static means that a reference counts whether or not it is reached for some values; what
 * instances an expression really reads is found when it is evaluated.
 */
public final class DependencyGraph {
  private final List<Node> nodes = new ArrayList<>();
  private final Map<Node, Integer> index = new HashMap<>();
  private final List<List<Edge>> edges = new ArrayList<>();

  /** A reference from one declaration to another that it needs. */
  public record Edge(int to, Span span) {}

  /** One step of a cycle: the node, and where it refers to the next. */
  public record Step(Node node, Span span) {}

  /** Adds a node if it is new, and returns its number. */
  int node(Node node) {
    Integer known = index.get(node);
    if (known != null) {
      return known;
    }
    index.put(node, nodes.size());
    nodes.add(node);
    edges.add(new ArrayList<>());
    return nodes.size() - 1;
  }

  /** Adds a reference. */
  void edge(Node from, Node to, Span span) {
    int f = node(from);
    edges.get(f).add(new Edge(node(to), span));
  }

  /** Returns the number of a node. */
  public int indexOf(Node node) {
    Integer known = index.get(node);
    if (known == null) {
      throw new IllegalArgumentException("no node " + node);
    }
    return known;
  }

  /** Returns the nodes in the order in which they were added. */
  public List<Node> nodes() {
    return Collections.unmodifiableList(nodes);
  }

  /** Returns what a node refers to. */
  public List<Edge> edges(int node) {
    return Collections.unmodifiableList(edges.get(node));
  }

  /** Returns what a node refers to. */
  public List<Node> dependencies(Node node) {
    return edges.get(indexOf(node)).stream().map(e -> nodes.get(e.to())).distinct().toList();
  }

  /**
   * Returns the nodes so that each stands after those that it refers to.
   *
   * <p>Nodes on a cycle, and those that need them, are left out.
   */
  public List<Node> order() {
    int n = nodes.size();
    int[] missing = new int[n];
    List<List<Integer>> users = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      users.add(new ArrayList<>());
    }
    for (int i = 0; i < n; i++) {
      for (Edge edge : edges.get(i)) {
        missing[i]++;
        users.get(edge.to()).add(i);
      }
    }
    Deque<Integer> ready = new ArrayDeque<>();
    for (int i = 0; i < n; i++) {
      if (missing[i] == 0) {
        ready.add(i);
      }
    }
    List<Node> out = new ArrayList<>(n);
    while (!ready.isEmpty()) {
      int next = ready.poll();
      out.add(nodes.get(next));
      for (int user : users.get(next)) {
        if (--missing[user] == 0) {
          ready.add(user);
        }
      }
    }
    return out;
  }

  /** Returns one cycle of each group of nodes that depend on each other. */
  public List<List<Step>> cycles() {
    int n = nodes.size();
    boolean[] ordered = new boolean[n];
    order().forEach(node -> ordered[indexOf(node)] = true);
    int[] state = new int[n];
    List<List<Step>> out = new ArrayList<>();
    boolean[] reported = new boolean[n];
    for (int start = 0; start < n; start++) {
      if (!ordered[start] && state[start] == 0) {
        search(start, ordered, state, reported, out);
      }
    }
    return out;
  }

  /** Searches in depth, with a stack of its own, and notes the path that leads back into itself. */
  private void search(
      int start, boolean[] ordered, int[] state, boolean[] reported, List<List<Step>> out) {
    List<Integer> path = new ArrayList<>();
    List<Span> spans = new ArrayList<>();
    int[] next = new int[nodes.size()];
    Arrays.fill(next, 0);
    path.add(start);
    state[start] = 1;
    while (!path.isEmpty()) {
      int at = path.getLast();
      if (next[at] == edges.get(at).size()) {
        state[at] = 2;
        path.removeLast();
        if (!spans.isEmpty()) {
          spans.removeLast();
        }
        continue;
      }
      Edge edge = edges.get(at).get(next[at]++);
      if (ordered[edge.to()]) {
        continue;
      }
      if (state[edge.to()] == 0) {
        state[edge.to()] = 1;
        path.add(edge.to());
        spans.add(edge.span());
      } else if (state[edge.to()] == 1 && !reported[edge.to()]) {
        int from = path.indexOf(edge.to());
        List<Step> cycle = new ArrayList<>();
        for (int i = from; i < path.size(); i++) {
          Span span = i + 1 < path.size() ? spans.get(i) : edge.span();
          cycle.add(new Step(nodes.get(path.get(i)), span));
          reported[path.get(i)] = true;
        }
        out.add(cycle);
      }
    }
  }
}
