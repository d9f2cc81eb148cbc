package dev.k3form.engine.topology;

import java.util.Arrays;
import java.util.PriorityQueue;

/**
 * Orders nodes by Kahn's algorithm, without recursion and in linear time but for the queue.
 *
 * <p>Among nodes that are free the smallest number goes first, so the order is always the same.
 * Where wishes contradict each other or a hard edge, the smallest node that only wishes hold back
 * goes, and the wishes are marked as dropped. Hard edges are never dropped; if they form a circle,
 * the order lacks its nodes.
 */
final class Kahn {
  private final int[] order;
  private final boolean[] dropped;

  private Kahn(int[] order, boolean[] dropped) {
    this.order = order;
    this.dropped = dropped;
  }

  /** Returns how many nodes have a place. */
  int placed() {
    return order.length;
  }

  /** Returns the node at a place. */
  int node(int place) {
    return order[place];
  }

  /** Reports whether an edge is a wish that could not be kept. */
  boolean isDropped(int edge) {
    return dropped[edge];
  }

  static Kahn sort(int nodes, Edges edges) {
    Edges.Index out = edges.outgoing(nodes);
    int[] hard = new int[nodes];
    int[] wishes = new int[nodes];
    for (int e = 0; e < edges.count(); e++) {
      (edges.isWish(e) ? wishes : hard)[edges.to(e)]++;
    }
    PriorityQueue<Integer> free = new PriorityQueue<>();
    PriorityQueue<Integer> wished = new PriorityQueue<>();
    for (int n = 0; n < nodes; n++) {
      if (hard[n] == 0) {
        (wishes[n] == 0 ? free : wished).add(n);
      }
    }
    boolean[] done = new boolean[nodes];
    boolean[] dropped = new boolean[edges.count()];
    Edges.Index in = edges.incoming(nodes);
    int[] order = new int[nodes];
    int count = 0;
    while (!free.isEmpty() || !wished.isEmpty()) {
      int n;
      if (!free.isEmpty()) {
        n = free.remove();
      } else {
        n = wished.remove();
        if (done[n] || wishes[n] == 0) {
          continue; // it was free after all and has gone
        }
        for (int i = in.from(n); i < in.to(n); i++) {
          int e = in.at(i);
          dropped[e] = edges.isWish(e) && !done[edges.from(e)];
        }
      }
      done[n] = true;
      order[count++] = n;
      for (int i = out.from(n); i < out.to(n); i++) {
        int e = out.at(i);
        int to = edges.to(e);
        if (done[to]) {
          continue;
        }
        if (edges.isWish(e)) {
          wishes[to]--;
        } else {
          hard[to]--;
        }
        if (hard[to] == 0 && wishes[to] == 0) {
          free.add(to);
        } else if (hard[to] == 0 && !edges.isWish(e)) {
          wished.add(to);
        }
      }
    }
    return new Kahn(count == nodes ? order : Arrays.copyOf(order, count), dropped);
  }
}
