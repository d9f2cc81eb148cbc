package dev.k3form.frontend.format;

import dev.k3form.frontend.syntax.tree.Attribute;
import dev.k3form.frontend.syntax.tree.Block;
import dev.k3form.frontend.syntax.tree.Body;
import dev.k3form.frontend.syntax.tree.BodyItem;
import dev.k3form.frontend.syntax.tree.ErrorItem;
import dev.k3form.frontend.syntax.tree.Expression;
import dev.k3form.frontend.syntax.tree.TreePrinter;
import java.util.List;

/** The tree as it is compared before and after: strings around one interpolation count as it. */
final class SameTree {
  private SameTree() {}

  static String print(Body body) {
    return TreePrinter.tree(normal(body));
  }

  private static Body normal(Body body) {
    List<BodyItem> items = body.items().stream().map(SameTree::normal).toList();
    return new Body(items, body.span());
  }

  private static BodyItem normal(BodyItem item) {
    return switch (item) {
      case Attribute a -> new Attribute(a.name(), unwrapped(a.value()), a.span());
      case Block b -> new Block(b.type(), b.labels(), normal(b.body()), b.header(), b.span());
      case ErrorItem error -> error;
    };
  }

  private static Expression unwrapped(Expression value) {
    return switch (value) {
      case Expression.Template template when template.unwrapped().isPresent() ->
          unwrapped(template.unwrapped().get());
      case Expression.Parens parens -> unwrapped(parens.inner());
      default -> value;
    };
  }
}
