package dev.k3form.languageserver;

import dev.k3form.frontend.syntax.tree.Attribute;
import dev.k3form.frontend.syntax.tree.Block;
import dev.k3form.frontend.syntax.tree.BlockLabel;
import dev.k3form.frontend.syntax.tree.Body;
import dev.k3form.frontend.syntax.tree.BodyItem;
import dev.k3form.frontend.syntax.tree.ErrorItem;
import dev.k3form.model.source.SourceFile;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.lsp4j.DocumentSymbol;
import org.eclipse.lsp4j.SymbolKind;

/** The outline of a document: blocks and arguments. */
final class Symbols {
  private final SourceFile file;

  Symbols(SourceFile file) {
    this.file = file;
  }

  List<DocumentSymbol> of(Body body) {
    List<DocumentSymbol> symbols = new ArrayList<>();
    for (BodyItem item : body.items()) {
      switch (item) {
        case Attribute attribute ->
            symbols.add(
                new DocumentSymbol(
                    attribute.name().name(),
                    SymbolKind.Property,
                    Places.range(file, attribute.span()),
                    Places.range(file, attribute.name().span())));
        case Block block -> symbols.add(block(block));
        case ErrorItem _ -> {}
      }
    }
    return symbols;
  }

  private DocumentSymbol block(Block block) {
    StringBuilder name = new StringBuilder(block.type().name());
    for (BlockLabel label : block.labels()) {
      name.append(' ').append(label.text());
    }
    DocumentSymbol symbol =
        new DocumentSymbol(
            name.toString(),
            SymbolKind.Class,
            Places.range(file, block.span()),
            Places.range(file, block.header()));
    symbol.setChildren(of(block.body()));
    return symbol;
  }
}
