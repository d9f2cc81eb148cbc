package dev.k3form.cli.view.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Places boxes in layers: what needs nothing in the first, everything else one after the last that
 * it needs; within a layer by the middle of its neighbours, so that fewer arrows cross.
 *
 * <p>The method of Sugiyama, Tagawa and Toda (1981) without dummy boxes. Boxes on a circle, of
 * which there should be none, stand in the first layer.
 *
 * @param layers the numbers of the boxes, layer by layer
 */
record Layers(List<List<Integer>> layers) {
  private static final int SWEEPS = 6;

  /** Copies the lists. */
  Layers {
    layers = layers.stream().map(List::copyOf).toList();
  }

  static Layers of(Picture picture) {
    int n = picture.boxes().size();
    List<List<Integer>> needs = lists(n);
    List<List<Integer>> users = lists(n);
    int[] open = new int[n];
    for (Picture.Arrow arrow : picture.arrows()) {
      needs.get(arrow.from()).add(arrow.to());
      users.get(arrow.to()).add(arrow.from());
      open[arrow.from()]++;
    }
    int[] layer = new int[n];
    ArrayDeque<Integer> ready = new ArrayDeque<>();
    for (int i = 0; i < n; i++) {
      if (open[i] == 0) {
        ready.add(i);
      }
    }
    int count = n == 0 ? 0 : 1;
    while (!ready.isEmpty()) {
      int at = ready.remove();
      count = Math.max(count, layer[at] + 1);
      for (int user : users.get(at)) {
        layer[user] = Math.max(layer[user], layer[at] + 1);
        if (--open[user] == 0) {
          ready.add(user);
        }
      }
    }
    for (int i = 0; i < n; i++) {
      layer[i] = open[i] > 0 ? 0 : layer[i];
    }
    List<List<Integer>> layers = lists(count);
    for (int i = 0; i < n; i++) {
      layers.get(layer[i]).add(i);
    }
    order(layers, needs, users, n);
    return new Layers(layers);
  }

  private static void order(
      List<List<Integer>> layers, List<List<Integer>> needs, List<List<Integer>> users, int n) {
    double[] place = new double[n];
    layers.forEach(l -> number(l, place));
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      boolean forth = sweep % 2 == 0;
      for (int i = 0; i < layers.size(); i++) {
        List<Integer> row = layers.get(forth ? i : layers.size() - 1 - i);
        double[] middle = new double[n];
        for (int box : row) {
          middle[box] =
              (forth ? needs : users)
                  .get(box).stream().mapToDouble(o -> place[o]).average().orElse(place[box]);
        }
        row.sort(Comparator.comparingDouble(box -> middle[box]));
        number(row, place);
      }
    }
  }

  private static void number(List<Integer> row, double[] place) {
    for (int i = 0; i < row.size(); i++) {
      place[row.get(i)] = i - row.size() / 2.0;
    }
  }

  private static List<List<Integer>> lists(int n) {
    List<List<Integer>> out = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      out.add(new ArrayList<>());
    }
    return out;
  }

  /** Returns for each box the layer that it is in. */
  int[] layerOf(int boxes) {
    int[] out = new int[boxes];
    Arrays.fill(out, 0);
    for (int l = 0; l < layers.size(); l++) {
      for (int box : layers.get(l)) {
        out[box] = l;
      }
    }
    return out;
  }
}
