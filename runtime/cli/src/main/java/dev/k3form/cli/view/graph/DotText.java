package dev.k3form.cli.view.graph;

/** Pictures in the language of Graphviz. */
public final class DotText {
  private DotText() {}

  /** Returns the text of a picture. */
  public static String of(Picture picture) {
    StringBuilder out = new StringBuilder("digraph k3form {\n  rankdir = \"LR\";\n");
    out.append("  node [shape = \"box\", fontname = \"sans-serif\"];\n");
    for (int i = 0; i < picture.boxes().size(); i++) {
      Picture.Box box = picture.boxes().get(i);
      out.append("  n%d [label = %s%s];\n".formatted(i, quoted(box.text()), style(box.kind())));
    }
    picture.arrows().forEach(a -> out.append("  n%d -> n%d;\n".formatted(a.from(), a.to())));
    return out.append("}\n").toString();
  }

  private static String style(Picture.Kind kind) {
    return switch (kind) {
      case PLAIN -> "";
      case DATA, READ -> ", style = \"dashed\"";
      case CREATE -> ", color = \"darkgreen\"";
      case UPDATE -> ", color = \"darkorange\"";
      case REPLACE, DELETE -> ", color = \"firebrick\"";
    };
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}
