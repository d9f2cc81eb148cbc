package dev.k3form.cli.view.graph;

import dev.k3form.engine.plan.Change;
import dev.k3form.engine.plan.Plan;
import dev.k3form.frontend.text.Printable;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.graph.DesiredGraph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Boxes and the arrows between them, each from what needs something to what it needs.
 *
 * @param arrows refer to boxes by their place in the list
 */
public record Picture(List<Box> boxes, List<Arrow> arrows) {
  /** What a box stands for; it is told by its mark and, where there are colours, by one. */
  public enum Kind {
    PLAIN(""),
    DATA(""),
    CREATE("+"),
    UPDATE("~"),
    REPLACE("±"),
    DELETE("-"),
    READ("?");

    private final String mark;

    Kind(String mark) {
      this.mark = mark;
    }

    /** Returns the mark before the label, empty for what stays as it is. */
    public String mark() {
      return mark;
    }
  }

  /** One instance. */
  public record Box(String label, Kind kind) {
    /** Returns the label with its mark. */
    public String text() {
      return kind.mark().isEmpty() ? label : kind.mark() + " " + label;
    }
  }

  /** One dependency. */
  public record Arrow(int from, int to) {}

  /** Copies the lists. */
  public Picture {
    boxes = List.copyOf(boxes);
    arrows = List.copyOf(arrows);
  }

  /** Returns the instances of a configuration and what each depends on. */
  public static Picture of(DesiredGraph graph) {
    Maker maker = new Maker();
    graph
        .instances()
        .forEach(
            (address, instance) -> {
              boolean data = address.mode() == ResourceAddress.Mode.DATA;
              maker.box(address, data ? Kind.DATA : Kind.PLAIN);
            });
    graph
        .instances()
        .forEach((address, instance) -> maker.arrows(address, instance.dependencies()));
    return maker.picture();
  }

  /** Returns what a plan changes and what that depends on, among what it changes. */
  public static Picture of(Plan plan) {
    Maker maker = new Maker();
    List<Change> changes = plan.visibleChanges();
    changes.forEach(c -> maker.box(c.address(), kind(c)));
    changes.forEach(c -> maker.arrows(c.address(), c.about().record().dependencies()));
    return maker.picture();
  }

  private static Kind kind(Change change) {
    return switch (change) {
      case Change.Create _, Change.Resume _ -> Kind.CREATE;
      case Change.Update _ -> Kind.UPDATE;
      case Change.Replace _ -> Kind.REPLACE;
      case Change.Delete _, Change.DeleteDeposed _, Change.Forget _ -> Kind.DELETE;
      case Change.Read _ -> Kind.READ;
      case Change.NoOp _ -> Kind.PLAIN;
    };
  }

  private static final class Maker {
    private final List<Box> boxes = new ArrayList<>();
    private final List<Arrow> arrows = new ArrayList<>();
    private final Map<ResourceAddress, Integer> numbers = new HashMap<>();

    void box(ResourceAddress address, Kind kind) {
      if (numbers.putIfAbsent(address, boxes.size()) == null) {
        boxes.add(new Box(Printable.of(address.toString()), kind));
      }
    }

    void arrows(ResourceAddress from, Iterable<ResourceAddress> to) {
      Integer start = numbers.get(from);
      for (ResourceAddress address : to) {
        Integer end = numbers.get(address);
        if (start != null && end != null && !start.equals(end)) {
          arrows.add(new Arrow(start, end));
        }
      }
    }

    Picture picture() {
      return new Picture(boxes, arrows);
    }
  }
}
