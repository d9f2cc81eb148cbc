package dev.k3form.cli.view.graph;

import dev.k3form.frontend.text.TextWidth;
import java.util.List;

/** Pictures drawn: layers from left to right, arrows as curves. Needs nothing from elsewhere. */
public final class SvgDrawing {
  private static final int HEIGHT = 28;
  private static final int ROW = 40;
  private static final int GAP = 70;
  private static final int MARGIN = 12;
  private static final double CHARACTER = 7.3;

  private SvgDrawing() {}

  /** Returns an SVG document. */
  public static String of(Picture picture) {
    List<Picture.Box> boxes = picture.boxes();
    Layers layers = Layers.of(picture);
    int[] x = new int[boxes.size()];
    int[] y = new int[boxes.size()];
    int[] width = new int[boxes.size()];
    int tallest = layers.layers().stream().mapToInt(List::size).max().orElse(0);
    int left = MARGIN;
    for (List<Integer> layer : layers.layers()) {
      int widest = 0;
      int top = MARGIN + (tallest - layer.size()) * ROW / 2;
      for (int box : layer) {
        width[box] = (int) (TextWidth.of(boxes.get(box).text()) * CHARACTER) + 18;
        x[box] = left;
        y[box] = top;
        top += ROW;
        widest = Math.max(widest, width[box]);
      }
      left += widest + GAP;
    }
    int w = Math.max(left - GAP + MARGIN, 2 * MARGIN);
    int h = Math.max(tallest * ROW + 2 * MARGIN, 2 * MARGIN);
    StringBuilder out =
        new StringBuilder(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\">%n"
                .formatted(w, h, w, h));
    out.append("<title>What depends on what</title>\n");
    for (Picture.Arrow arrow : picture.arrows()) {
      int x1 = x[arrow.to()] + width[arrow.to()];
      int y1 = y[arrow.to()] + HEIGHT / 2;
      int x2 = x[arrow.from()];
      int y2 = y[arrow.from()] + HEIGHT / 2;
      int bend = Math.max(30, Math.abs(x2 - x1) / 2);
      out.append(
          "<path d=\"M%d %d C%d %d %d %d %d %d\" fill=\"none\" stroke=\"#999\"/>%n"
              .formatted(x1, y1, x1 + bend, y1, x2 - bend, y2, x2, y2));
      // The head is at what is needed.
      out.append("<path d=\"M%d %d l7 -4 v8 z\" fill=\"#999\"/>%n".formatted(x1, y1));
    }
    for (int i = 0; i < boxes.size(); i++) {
      Picture.Box box = boxes.get(i);
      String dash =
          box.kind() == Picture.Kind.DATA || box.kind() == Picture.Kind.READ
              ? " stroke-dasharray=\"4 3\""
              : "";
      out.append(
          "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"4\" fill=\"#fff\" stroke=\"%s\"%s/>%n"
              .formatted(x[i], y[i], width[i], HEIGHT, colour(box.kind()), dash));
      out.append(
          "<text x=\"%d\" y=\"%d\" font-family=\"monospace\" font-size=\"12\" fill=\"#222\">%s</text>%n"
              .formatted(x[i] + 9, y[i] + 18, escaped(box.text())));
    }
    return out.append("</svg>\n").toString();
  }

  static String colour(Picture.Kind kind) {
    return switch (kind) {
      case PLAIN, DATA, READ -> "#777";
      case CREATE -> "#1a7f37";
      case UPDATE -> "#bc6c00";
      case REPLACE, DELETE -> "#c5221f";
    };
  }

  /** Returns text as it stands in XML and HTML, quotes and what XML cannot hold included. */
  public static String escaped(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(isOfXml(c) ? c : 0xFFFD);
              }
            });
    return out.toString();
  }

  /** The characters of XML 1.0, section 2.2. */
  private static boolean isOfXml(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= ' ' && c < Character.MIN_SURROGATE)
        || (c > Character.MAX_SURROGATE && c < 0xFFFE)
        || c > 0xFFFF;
  }
}
