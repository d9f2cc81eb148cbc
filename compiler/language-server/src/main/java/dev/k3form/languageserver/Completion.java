package dev.k3form.languageserver;

import dev.k3form.frontend.syntax.tree.Block;
import dev.k3form.frontend.syntax.tree.SyntaxTree;
import dev.k3form.model.schema.AttributeSchema;
import dev.k3form.model.schema.BlockSchema;
import dev.k3form.model.schema.NestedBlock;
import dev.k3form.model.schema.Presence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionItemKind;

/** Offers types after {@code resource "}, and arguments and blocks where an item may begin. */
final class Completion {
  private static final Pattern TYPE_LABEL = Pattern.compile("\\s*(resource|data)\\s+\"?([\\w-]*)");
  private static final Pattern ITEM_START = Pattern.compile("(?:.*\\{)?\\s*[\\w-]*");

  private final Schemas schemas;

  Completion(Schemas schemas) {
    this.schemas = schemas;
  }

  List<CompletionItem> at(SyntaxTree tree, int offset) {
    int lineStart = tree.file().lineStart(tree.file().line(offset));
    String before = tree.file().text().substring(lineStart, offset);
    Matcher type = TYPE_LABEL.matcher(before);
    if (type.matches()) {
      return schemas
          .types(type.group(1))
          .map(t -> item(t.type(), CompletionItemKind.Class, t.type(), t.doc()))
          .toList();
    }
    if (!ITEM_START.matcher(before).matches()) {
      return List.of();
    }
    List<Block> path = Schemas.around(tree.body(), offset);
    return schemas.schema(path).map(schema -> items(schema, path.getLast())).orElse(List.of());
  }

  /** Returns what the block may still have. */
  private static List<CompletionItem> items(BlockSchema schema, Block block) {
    List<CompletionItem> items = new ArrayList<>();
    for (AttributeSchema attribute : schema.attributes().values()) {
      boolean given = block.body().attribute(attribute.name()).isPresent();
      if (attribute.presence().isArgument() && !given) {
        CompletionItem item =
            item(
                attribute.name(),
                CompletionItemKind.Property,
                attribute.name() + " = ",
                attribute.doc());
        item.setDetail(
            attribute.type()
                + ", "
                + attribute.presence().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        // What must be given comes first.
        item.setSortText(
            (attribute.presence() == Presence.REQUIRED ? "0" : "1") + attribute.name());
        items.add(item);
      }
    }
    for (NestedBlock nested : schema.blocks().values()) {
      if (block.body().blocks(nested.name()).count() < nested.max()) {
        items.add(
            item(nested.name(), CompletionItemKind.Struct, nested.name() + " {\n}", nested.doc()));
      }
    }
    return items;
  }

  private static CompletionItem item(
      String label, CompletionItemKind kind, String text, String doc) {
    CompletionItem item = new CompletionItem(label);
    item.setKind(kind);
    item.setInsertText(text);
    item.setDocumentation(doc);
    return item;
  }
}
