package dev.k3form.cli.view;

/** Colours, which never carry meaning alone. */
final class Paint {
  private static final String RESET = "\u001b[0m";
  private final boolean on;

  Paint(boolean on) {
    this.on = on;
  }

  String bold(String text) {
    return wrap("\u001b[1m", text);
  }

  String dim(String text) {
    return wrap("\u001b[2m", text);
  }

  String red(String text) {
    return wrap("\u001b[31m", text);
  }

  String green(String text) {
    return wrap("\u001b[32m", text);
  }

  String yellow(String text) {
    return wrap("\u001b[33m", text);
  }

  /** Returns the text in the colour of a diff's mark. */
  String mark(char mark, String text) {
    return switch (mark) {
      case '+' -> green(text);
      case '-' -> red(text);
      case '~' -> yellow(text);
      default -> text;
    };
  }

  private String wrap(String colour, String text) {
    return on ? colour + text + RESET : text;
  }
}
