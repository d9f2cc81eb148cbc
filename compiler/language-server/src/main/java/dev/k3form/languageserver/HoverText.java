package dev.k3form.languageserver;

import dev.k3form.frontend.syntax.tree.Attribute;
import dev.k3form.frontend.syntax.tree.Block;
import dev.k3form.frontend.syntax.tree.SyntaxTree;
import dev.k3form.model.schema.AttributeSchema;
import dev.k3form.model.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.MarkupContent;
import org.eclipse.lsp4j.MarkupKind;

/** Says what an argument or a type is for, from the schema. */
final class HoverText {
  private final Schemas schemas;

  HoverText(Schemas schemas) {
    this.schemas = schemas;
  }

  Optional<Hover> at(SyntaxTree tree, int offset) {
    List<Block> path = Schemas.around(tree.body(), offset);
    if (path.isEmpty()) {
      return Optional.empty();
    }
    Block block = path.getLast();
    if (covers(block.header(), offset)) {
      return header(path, tree);
    }
    return block
        .body()
        .attributes()
        .filter(a -> covers(a.name().span(), offset))
        .findFirst()
        .flatMap(a -> attribute(path, a, tree));
  }

  private Optional<Hover> header(List<Block> path, SyntaxTree tree) {
    Block block = path.getLast();
    Optional<String> doc =
        path.size() == 1
            ? schemas.type(block).map(type -> "**" + type.type() + "**\n\n" + type.doc())
            : schemas
                .schema(path.subList(0, path.size() - 1))
                .flatMap(s -> Optional.ofNullable(s.blocks().get(block.type().name())))
                .map(nested -> "**" + nested.name() + "**\n\n" + nested.doc());
    return doc.map(text -> hover(text, block.header(), tree));
  }

  private Optional<Hover> attribute(List<Block> path, Attribute attribute, SyntaxTree tree) {
    return schemas
        .schema(path)
        .flatMap(s -> Optional.ofNullable(s.attributes().get(attribute.name().name())))
        .map(schema -> hover(text(schema), attribute.name().span(), tree));
  }

  private static String text(AttributeSchema schema) {
    List<String> facts = new ArrayList<>();
    facts.add(
        switch (schema.presence()) {
          case REQUIRED -> "Required.";
          case OPTIONAL -> "Optional.";
          case OPTIONAL_COMPUTED -> "Optional; chosen by the provider if left out.";
          case COMPUTED -> "Given by the provider.";
        });
    switch (schema.effect()) {
      case UPDATE -> {}
      case RELOAD -> facts.add("A change reloads the service.");
      case RESTART -> facts.add("A change restarts it.");
      case REPLACE -> facts.add("A change replaces it.");
    }
    if (schema.secret()) {
      facts.add("Secret.");
    }
    if (!schema.deprecated().isEmpty()) {
      facts.add("Deprecated: " + schema.deprecated());
    }
    return "**%s** `%s`\n\n%s\n\n%s"
        .formatted(schema.name(), schema.type(), schema.doc(), String.join(" ", facts));
  }

  private static boolean covers(Span span, int offset) {
    return span.start() <= offset && offset <= span.end();
  }

  private static Hover hover(String text, Span span, SyntaxTree tree) {
    Hover hover = new Hover(new MarkupContent(MarkupKind.MARKDOWN, text));
    hover.setRange(Places.range(tree.file(), span));
    return hover;
  }
}
