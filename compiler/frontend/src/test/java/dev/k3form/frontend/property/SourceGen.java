package dev.k3form.frontend.property;

import java.util.function.Supplier;

/** Makes configuration files that parse, laid out at random. */
public final class SourceGen implements Gen<String> {
  @Override
  public String make(Choices choices) {
    return new Writer(choices).file();
  }

  /** Makes one file. */
  private static final class Writer {
    private static final int DEEPEST = 4;

    private final Choices choices;
    private int names;

    Writer(Choices choices) {
      this.choices = choices;
    }

    String file() {
      return body(0, choices.below(5)) + choices.oneOf("", "\n\n", "# end", "/* end */");
    }

    private String body(int depth, int items) {
      StringBuilder body = new StringBuilder();
      for (int i = 0; i < items; i++) {
        body.append(choices.oneOf("", "\n", "# c \n", "\t", "/* a\n b */ ", " \n\n"));
        if (depth < DEEPEST && choices.onceIn(3)) {
          body.append(block(depth));
        } else {
          // Names are counted, since no two arguments of a body may have the same.
          body.append(name()).append(names++).append(space()).append("=").append(space());
          body.append(expression(depth, false));
        }
        body.append(choices.oneOf("\n", " # c\n", "\t//c\n", "\r\n", " /* c */ \n"));
      }
      return body.toString();
    }

    private String block(int depth) {
      StringBuilder block = new StringBuilder(name());
      int labels = choices.below(3);
      for (int i = 0; i < labels; i++) {
        block.append(' ').append(choices.oneOf("a", "\"b\"", "\"c \\n$${d}\"", "/* c */ e-f"));
      }
      block.append(space()).append('{');
      return switch (choices.below(3)) {
        case 0 -> block.append(space()).append('}').toString();
        case 1 ->
            block
                .append(space())
                .append("x")
                .append(space())
                .append("=")
                .append(space())
                .append(expression(depth + 1, false))
                .append(space())
                .append('}')
                .toString();
        default ->
            block
                .append(choices.oneOf("\n", " # c\n"))
                .append(body(depth + 1, choices.below(4)))
                .append(space())
                .append('}')
                .toString();
      };
    }

    private String name() {
      return choices.oneOf("a", "b_c", "d-e", "for", "in", "if", "é", "_f", "true", "null");
    }

    /** Space that may stand anywhere in code. */
    private String space() {
      return choices.oneOf(" ", "", "  ", "\t", " /* c */ ", "/* c\nd */");
    }

    /** Space where newlines mean nothing, if so. */
    private String space(boolean free) {
      return free ? choices.oneOf(" ", "", "\n", " # c\n", "\n\n  ", " /* c */ ") : space();
    }

    private String expression(int depth, boolean free) {
      if (depth >= DEEPEST) {
        return choices.oneOf("1", "a", "\"b\"", "true", "4GiB", "[]", "{}", "a.b[0]", "500ms");
      }
      Supplier<String> inner = () -> expression(depth + 1, free);
      Supplier<String> inside = () -> expression(depth + 1, true);
      String s = space(free);
      return switch (choices.below(18)) {
        case 0 -> "1";
        case 1 -> choices.oneOf("a", "1.5e3", "null", "false", "10s", "1.5GiB", "b-c");
        case 2 -> "\"" + template(depth + 1, false) + "\"";
        case 3 -> inner.get() + s + " " + operator() + " " + space(free) + inner.get();
        case 4 -> choices.oneOf("-", "!", "- ", "! ") + inner.get();
        case 5 -> inner.get() + s + " ? " + inner.get() + " : " + inner.get();
        case 6 -> "(" + space(true) + inside.get() + space(true) + ")";
        case 7 -> choices.oneOf("a", "(b)", "f(1)", "\"c\"", "[1]", "1") + steps(depth, free);
        case 8 -> "[" + list(depth) + "]";
        case 9 -> "{" + object(depth) + "}";
        case 10 ->
            choices.oneOf("f", "p::g", "p :: q :: h")
                + choices.oneOf("", " ")
                + "("
                + list(depth)
                + ")";
        case 11 -> "f(" + inside.get() + space(true) + "..." + space(true) + ")";
        case 12 ->
            "["
                + space(true)
                + "for x"
                + choices.oneOf("", ", in")
                + " in "
                + inside.get()
                + space(true)
                + " : "
                + inside.get()
                + choices.oneOf("", " if x", "\nif if")
                + space(true)
                + "]";
        case 13 ->
            "{"
                + space(true)
                + "for k, if in "
                + inside.get()
                + " : "
                + inside.get()
                + " => "
                + inside.get()
                + choices.oneOf("", "...", " ... if x")
                + space(true)
                + "}";
        case 14 -> "\"${" + choices.oneOf("", "~") + space(true) + inside.get() + " }\"";
        case 15 -> free || depth == 0 ? heredoc(depth, free) : "2";
        case 16 -> "a.0" + choices.oneOf("", " .1", ".b", "[0]");
        default -> "a" + choices.oneOf(".*", ".*.b.0", "[*]", "[ * ].c[0]", ".*[0].*.b") + " ";
      };
    }

    private String operator() {
      return choices.oneOf("+", "-", "*", "/", "%", "==", "!=", "<", ">", "<=", ">=", "&&", "||");
    }

    private String steps(int depth, boolean free) {
      StringBuilder steps = new StringBuilder();
      int count = 1 + choices.below(3);
      for (int i = 0; i < count; i++) {
        steps.append(
            switch (choices.below(4)) {
              case 0 -> space(free) + ".b";
              case 1 -> "[" + space(true) + expression(depth + 1, true) + space(true) + "]";
              case 2 -> " . c";
              default -> " [\"d\"]";
            });
      }
      return steps.toString();
    }

    private String list(int depth) {
      StringBuilder list = new StringBuilder(space(true));
      int count = choices.below(4);
      for (int i = 0; i < count; i++) {
        list.append(expression(depth + 1, true)).append(space(true));
        if (i + 1 < count || choices.onceIn(2)) {
          list.append(',').append(space(true));
        }
      }
      return list.toString();
    }

    private String object(int depth) {
      StringBuilder object = new StringBuilder(space(true));
      int count = choices.below(4);
      for (int i = 0; i < count; i++) {
        object
            .append(choices.oneOf("a", "\"b\"", "(c)", "d.e", "1", "f(1)", "true", "g ? h : i"))
            .append(choices.oneOf(" ", "", "\t"))
            .append(choices.oneOf("=", " : "))
            .append(space())
            .append(expression(depth + 1, false))
            .append(space())
            .append(i + 1 < count ? choices.oneOf(",", "\n", ",\n", " # c\n") : "")
            .append(choices.oneOf("", " ", "\n").repeat(i + 1 < count ? 1 : 0));
      }
      return object.append(choices.oneOf("", "\n", " ")).toString();
    }

    private String template(int depth, boolean heredoc) {
      StringBuilder template = new StringBuilder();
      int count = choices.below(4);
      for (int i = 0; i < count; i++) {
        template.append(
            switch (choices.below(6)) {
              case 0 -> "text";
              case 1 ->
                  choices.oneOf(" ", "$ ", "% ", "$${", "%%{", "$$ ", "é", heredoc ? "\\" : "\\n");
              case 2 ->
                  "${"
                      + choices.oneOf("", "~")
                      + space(true)
                      + expression(depth, true)
                      + space(true)
                      + choices.oneOf("", "~")
                      + "}";
              case 3 ->
                  "%{"
                      + choices.oneOf("", "~")
                      + " if "
                      + expression(depth, true)
                      + choices.oneOf(" }", "~}")
                      + template(depth + 1, heredoc)
                      + choices.oneOf("", "%{else}x")
                      + "%{endif}";
              case 4 ->
                  depth >= DEEPEST
                      ? "y"
                      : "%{for v in "
                          + expression(depth, true)
                          + "~}"
                          + template(depth + 1, heredoc)
                          + "%{ endfor }";
              default -> heredoc ? choices.oneOf("\n", "\n  ", "\n\t", "\n\n    x") : "x";
            });
      }
      return template.toString();
    }

    /** A heredoc ends with a newline, so it stands alone in a value or in parentheses. */
    private String heredoc(int depth, boolean free) {
      String heredoc =
          "<<"
              + choices.oneOf("", "-")
              + "EOT\n"
              + template(depth + 1, true)
              + choices.oneOf("\nEOT", "\n  EOT ", "\n\tEOT")
              + "\n";
      return free ? heredoc : "(" + heredoc + ")";
    }
  }
}
