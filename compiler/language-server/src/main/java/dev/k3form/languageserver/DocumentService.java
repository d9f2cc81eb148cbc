package dev.k3form.languageserver;

import dev.k3form.frontend.syntax.Parser;
import dev.k3form.frontend.syntax.tree.SyntaxTree;
import dev.k3form.model.schema.ProviderSchema;
import dev.k3form.model.source.SourceFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionList;
import org.eclipse.lsp4j.CompletionParams;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidCloseTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.DidSaveTextDocumentParams;
import org.eclipse.lsp4j.DocumentFormattingParams;
import org.eclipse.lsp4j.DocumentSymbol;
import org.eclipse.lsp4j.DocumentSymbolParams;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.SymbolInformation;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.lsp4j.services.LanguageClient;
import org.eclipse.lsp4j.services.TextDocumentService;

/** Keeps the trees of the documents that are open, and hands requests to the features. */
final class DocumentService implements TextDocumentService {
  private final Map<String, SyntaxTree> open = new ConcurrentHashMap<>();
  private final DocumentCheck check;
  private final Completion completion;
  private final HoverText hover;
  private volatile Optional<LanguageClient> client = Optional.empty();

  DocumentService(List<ProviderSchema> providers, DocumentCheck check) {
    Schemas schemas = new Schemas(providers);
    this.check = check;
    this.completion = new Completion(schemas);
    this.hover = new HoverText(schemas);
  }

  void connect(LanguageClient connected) {
    client = Optional.of(connected);
  }

  @Override
  public void didOpen(DidOpenTextDocumentParams params) {
    update(params.getTextDocument().getUri(), params.getTextDocument().getText());
  }

  @Override
  public void didChange(DidChangeTextDocumentParams params) {
    // The whole text comes with each change.
    update(params.getTextDocument().getUri(), params.getContentChanges().getLast().getText());
  }

  private void update(String uri, String text) {
    String name = uri.substring(uri.lastIndexOf('/') + 1);
    SyntaxTree tree = Parser.parseFile(new SourceFile(name, text));
    open.put(uri, tree);
    Map<String, String> texts = new HashMap<>();
    open.forEach((other, its) -> texts.put(other, its.file().text()));
    publish(uri, new DiagnosticMessages(uri, tree.file()).of(check.check(uri, tree, texts)));
  }

  private void publish(String uri, List<org.eclipse.lsp4j.Diagnostic> messages) {
    client.ifPresent(c -> c.publishDiagnostics(new PublishDiagnosticsParams(uri, messages)));
  }

  @Override
  public void didClose(DidCloseTextDocumentParams params) {
    open.remove(params.getTextDocument().getUri());
    publish(params.getTextDocument().getUri(), List.of());
  }

  @Override
  public void didSave(DidSaveTextDocumentParams params) {}

  private Optional<SyntaxTree> tree(String uri) {
    return Optional.ofNullable(open.get(uri));
  }

  @Override
  public CompletableFuture<List<? extends TextEdit>> formatting(DocumentFormattingParams params) {
    return CompletableFuture.completedFuture(
        tree(params.getTextDocument().getUri())
            .map(tree -> Formatting.edits(tree.file()))
            .orElse(List.of()));
  }

  @Override
  public CompletableFuture<List<Either<SymbolInformation, DocumentSymbol>>> documentSymbol(
      DocumentSymbolParams params) {
    return CompletableFuture.completedFuture(
        tree(params.getTextDocument().getUri())
            .map(tree -> new Symbols(tree.file()).of(tree.body()))
            .orElse(List.of())
            .stream()
            .map(Either::<SymbolInformation, DocumentSymbol>forRight)
            .toList());
  }

  @Override
  public CompletableFuture<Either<List<CompletionItem>, CompletionList>> completion(
      CompletionParams params) {
    List<CompletionItem> items =
        tree(params.getTextDocument().getUri())
            .map(tree -> completion.at(tree, Places.offset(tree.file(), params.getPosition())))
            .orElse(List.of());
    return CompletableFuture.completedFuture(Either.forLeft(items));
  }

  /** Returns null where there is nothing to say, as the protocol has it. */
  @Override
  @SuppressWarnings("NullAway")
  public CompletableFuture<Hover> hover(HoverParams params) {
    return CompletableFuture.completedFuture(
        tree(params.getTextDocument().getUri())
            .flatMap(tree -> hover.at(tree, Places.offset(tree.file(), params.getPosition())))
            .orElse(null));
  }
}
