package dev.k3form.frontend.format;

import dev.k3form.frontend.syntax.tree.Attribute;
import dev.k3form.frontend.syntax.tree.Block;
import dev.k3form.frontend.syntax.tree.BlockLabel;
import dev.k3form.frontend.syntax.tree.Body;
import dev.k3form.frontend.syntax.tree.BodyItem;
import dev.k3form.frontend.syntax.tree.ErrorItem;
import dev.k3form.frontend.syntax.tree.Expression;
import dev.k3form.frontend.syntax.tree.SyntaxTree;
import dev.k3form.frontend.syntax.tree.TemplatePart;
import dev.k3form.model.source.SourceFile;
import java.util.ArrayList;
import java.util.List;

/**
 * The changes of the formatter that are more than space: labels get their quotes, and an argument
 * whose value is a string around one interpolation gets what is interpolated.
 */
final class Cleanups {
  private final SourceFile file;
  private final List<Edit> edits = new ArrayList<>();

  private Cleanups(SourceFile file) {
    this.file = file;
  }

  static List<Edit> of(SyntaxTree tree) {
    Cleanups cleanups = new Cleanups(tree.file());
    cleanups.body(tree.body());
    return cleanups.edits;
  }

  private void body(Body body) {
    for (BodyItem item : body.items()) {
      switch (item) {
        case Attribute attribute -> unwrap(attribute.value());
        case Block block -> {
          block.labels().forEach(this::quote);
          body(block.body());
        }
        case ErrorItem _ -> {}
      }
    }
  }

  private void quote(BlockLabel label) {
    if (!label.quoted()) {
      edits.add(
          new Edit(
              label.span().start(), label.span().end(), "\"" + file.text(label.span()) + "\""));
    }
  }

  private void unwrap(Expression value) {
    String text = inner(value);
    if (!text.equals(file.text(value.span()))) {
      edits.add(new Edit(value.span().start(), value.span().end(), text));
    }
  }

  /** Returns what stands for a value once strings around it are gone. */
  private String inner(Expression value) {
    if (value instanceof Expression.Template(List<TemplatePart> parts, var form, var _)
        && form == Expression.Template.Form.QUOTED
        && parts.size() == 1
        && parts.getFirst() instanceof TemplatePart.Interpolation(Expression only, var span)) {
      String inside = file.text(span).replaceFirst("^\\$\\{~?", "").replaceFirst("~?\\}$", "");
      boolean bare = inside.strip().equals(file.text(only.span()));
      if (bare && (endsWithItsBracket(only) || inside.strip().indexOf('\n') < 0)) {
        return inner(only);
      }
      if (!inside.contains("<<")) {
        return "(" + inside + ")";
      }
    }
    return file.text(value.span());
  }

  /** Reports an expression that may reach over lines without parentheses around it. */
  private static boolean endsWithItsBracket(Expression expression) {
    return switch (expression) {
      case Expression.Parens _,
          Expression.Tuple _,
          Expression.ObjectCons _,
          Expression.ForTuple _,
          Expression.ForObject _ ->
          true;
      case Expression.Template template -> template.form() == Expression.Template.Form.QUOTED;
      case Expression.Literal _,
          Expression.Conditional _,
          Expression.Binary _,
          Expression.Unary _,
          Expression.Call _,
          Expression.ScopeTraversal _,
          Expression.RelativeTraversal _,
          Expression.ErrorExpr _ ->
          false;
    };
  }
}
