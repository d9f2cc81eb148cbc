package dev.k3form.engine.topology;

import java.util.Arrays;

/**
 * The edges of a graph whose nodes are numbers, each hard or a mere wish.
 *
 * <p>Kept in arrays, since there are several for each of many thousand nodes.
 */
final class Edges {
  private int[] from = new int[64];
  private int[] to = new int[64];
  private boolean[] soft = new boolean[64];
  private int count;

  void hard(int before, int after) {
    add(before, after, false);
  }

  void wish(int before, int after) {
    add(before, after, true);
  }

  private void add(int before, int after, boolean wish) {
    if (before == after) {
      return;
    }
    if (count == from.length) {
      from = Arrays.copyOf(from, count * 2);
      to = Arrays.copyOf(to, count * 2);
      soft = Arrays.copyOf(soft, count * 2);
    }
    from[count] = before;
    to[count] = after;
    soft[count++] = wish;
  }

  int count() {
    return count;
  }

  int from(int edge) {
    return from[edge];
  }

  int to(int edge) {
    return to[edge];
  }

  boolean isWish(int edge) {
    return soft[edge];
  }

  /** The edges sorted by one of their ends. */
  static final class Index {
    private final int[] start;
    private final int[] edges;

    private Index(int[] start, int[] edges) {
      this.start = start;
      this.edges = edges;
    }

    /** Returns where the edges of a node begin. */
    int from(int node) {
      return start[node];
    }

    /** Returns where they end. */
    int to(int node) {
      return start[node + 1];
    }

    /** Returns the edge at a position. */
    int at(int position) {
      return edges[position];
    }
  }

  Index outgoing(int nodes) {
    return index(nodes, from);
  }

  Index incoming(int nodes) {
    return index(nodes, to);
  }

  private Index index(int nodes, int[] end) {
    int[] start = new int[nodes + 1];
    for (int e = 0; e < count; e++) {
      start[end[e] + 1]++;
    }
    for (int n = 0; n < nodes; n++) {
      start[n + 1] += start[n];
    }
    int[] at = start.clone();
    int[] edge = new int[count];
    for (int e = 0; e < count; e++) {
      edge[at[end[e]]++] = e;
    }
    return new Index(start, edge);
  }
}
