package dev.k3form.cli.view.graph;

/** Pictures in the language of Mermaid, which Markdown viewers draw. */
public final class MermaidText {
  private MermaidText() {}

  /** Returns the text of a picture. */
  public static String of(Picture picture) {
    StringBuilder out = new StringBuilder("flowchart LR\n");
    for (int i = 0; i < picture.boxes().size(); i++) {
      Picture.Box box = picture.boxes().get(i);
      out.append("  n%d[\"%s\"]%s\n".formatted(i, escaped(box.text()), style(box.kind())));
    }
    picture.arrows().forEach(a -> out.append("  n%d --> n%d\n".formatted(a.from(), a.to())));
    for (Picture.Kind kind : Picture.Kind.values()) {
      String colour = SvgDrawing.colour(kind);
      if (picture.boxes().stream().anyMatch(b -> b.kind() == kind) && !style(kind).isEmpty()) {
        out.append("  classDef %s stroke:%s\n".formatted(name(kind), colour));
      }
    }
    return out.toString();
  }

  private static String style(Picture.Kind kind) {
    return kind == Picture.Kind.PLAIN ? "" : ":::" + name(kind);
  }

  private static String name(Picture.Kind kind) {
    return kind.name().toLowerCase(java.util.Locale.ROOT);
  }

  /** Mermaid takes entities by number, written with a hash mark and no ampersand. */
  private static String escaped(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '#' || c == '<' || c == '>' || c == '&' || c == '`' || c < ' ') {
                out.append('#').append(c).append(';');
              } else {
                out.appendCodePoint(c);
              }
            });
    return out.toString();
  }
}
