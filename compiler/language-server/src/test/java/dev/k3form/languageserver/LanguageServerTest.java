package dev.k3form.languageserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.model.schema.AttributeSchema;
import dev.k3form.model.schema.BlockSchema;
import dev.k3form.model.schema.Effect;
import dev.k3form.model.schema.NestedBlock;
import dev.k3form.model.schema.Presence;
import dev.k3form.model.schema.ProviderSchema;
import dev.k3form.model.schema.ResourceSchema;
import dev.k3form.model.type.Type;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionParams;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.DocumentFormattingParams;
import org.eclipse.lsp4j.DocumentSymbolParams;
import org.eclipse.lsp4j.FormattingOptions;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.MessageActionItem;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.ShowMessageRequestParams;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.TextDocumentItem;
import org.eclipse.lsp4j.VersionedTextDocumentIdentifier;
import org.eclipse.lsp4j.launch.LSPLauncher;
import org.eclipse.lsp4j.services.LanguageClient;
import org.eclipse.lsp4j.services.LanguageServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An editor at the other end of the pipes. */
class LanguageServerTest {
  private static final String URI = "file:///main.k3s";

  private final BlockingQueue<PublishDiagnosticsParams> published = new LinkedBlockingQueue<>();
  private LanguageServer server;
  private Thread serving;
  private Future<Void> listening;

  /** Keeps what the server publishes. */
  private final class Editor implements LanguageClient {
    @Override
    public void publishDiagnostics(PublishDiagnosticsParams diagnostics) {
      published.add(diagnostics);
    }

    @Override
    public void telemetryEvent(Object object) {}

    @Override
    public void showMessage(MessageParams message) {}

    @Override
    public java.util.concurrent.CompletableFuture<MessageActionItem> showMessageRequest(
        ShowMessageRequestParams request) {
      return new java.util.concurrent.CompletableFuture<>();
    }

    @Override
    public void logMessage(MessageParams message) {}
  }

  private static ProviderSchema provider() {
    BlockSchema network =
        new BlockSchema(
            Map.of("bridge", attribute("bridge", "Name of the bridge.", Presence.REQUIRED)),
            Map.of());
    BlockSchema vm =
        new BlockSchema(
            Map.of(
                "name", attribute("name", "Unique name.", Presence.REQUIRED),
                "id", attribute("id", "Number of the machine.", Presence.COMPUTED)),
            Map.of(
                "network",
                new NestedBlock(
                    "network", "A network card.", NestedBlock.Nesting.LIST, network, 0, 8)));
    TreeMap<String, ResourceSchema> resources = new TreeMap<>();
    resources.put("proxmox_vm", new ResourceSchema("proxmox_vm", "A virtual machine.", 0, vm, ""));
    return new ProviderSchema(
        "proxmox", "Proxmox VE.", BlockSchema.EMPTY, resources, new TreeMap<>());
  }

  private static AttributeSchema attribute(String name, String doc, Presence presence) {
    return new AttributeSchema(
        name, Type.STRING, doc, presence, Optional.empty(), Effect.REPLACE, false, "", "");
  }

  @BeforeEach
  void start() throws Exception {
    PipedInputStream toServer = new PipedInputStream(1 << 16);
    PipedInputStream toEditor = new PipedInputStream(1 << 16);
    PipedOutputStream fromEditor = new PipedOutputStream(toServer);
    PipedOutputStream fromServer = new PipedOutputStream(toEditor);
    serving =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    LanguageServerMain.serve(toServer, fromServer, List.of(provider()));
                  } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                  }
                });
    var launcher = LSPLauncher.createClientLauncher(new Editor(), toEditor, fromEditor);
    listening = launcher.startListening();
    server = launcher.getRemoteProxy();
    assertThat(server.initialize(new InitializeParams()).get(20, TimeUnit.SECONDS))
        .satisfies(r -> assertThat(r.getServerInfo().getName()).isEqualTo("k3form"));
  }

  @AfterEach
  void stop() throws Exception {
    server.shutdown().get(20, TimeUnit.SECONDS);
    server.exit();
    serving.join(20_000);
    assertThat(serving.isAlive()).isFalse();
    listening.cancel(true);
  }

  private PublishDiagnosticsParams open(String text) throws InterruptedException {
    server
        .getTextDocumentService()
        .didOpen(new DidOpenTextDocumentParams(new TextDocumentItem(URI, "k3s", 1, text)));
    return published.poll(20, TimeUnit.SECONDS);
  }

  private static TextDocumentIdentifier document() {
    return new TextDocumentIdentifier(URI);
  }

  @Test
  void publishesDiagnosticsAndTakesThemBack() throws Exception {
    assertThat(open("output \"a\" {\n  value = 'x'\n}\n").getDiagnostics())
        .singleElement()
        .satisfies(
            d -> {
              assertThat(d.getCode().getLeft()).isEqualTo("K3-0104");
              assertThat(d.getRange().getStart()).isEqualTo(new Position(1, 10));
            });
    server
        .getTextDocumentService()
        .didChange(
            new DidChangeTextDocumentParams(
                new VersionedTextDocumentIdentifier(URI, 2),
                List.of(new TextDocumentContentChangeEvent("output \"a\" {\n  value = 1\n}\n"))));
    assertThat(published.poll(20, TimeUnit.SECONDS).getDiagnostics()).isEmpty();
  }

  @Test
  void checksTheConfigurationWithWhatIsOpen(@TempDir Path folder) throws Exception {
    Path main = folder.resolve("main.k3s");
    Files.writeString(main, "");
    Files.writeString(folder.resolve("variables.k3s"), "variable \"name\" {}\n");
    String text = "resource \"proxmox_vm\" \"db\" {\n  name = var.name\n  nam  = var.nme\n}\n";
    server
        .getTextDocumentService()
        .didOpen(
            new DidOpenTextDocumentParams(
                new TextDocumentItem(main.toUri().toString(), "k3s", 1, text)));
    assertThat(published.poll(20, TimeUnit.SECONDS).getDiagnostics())
        .hasSize(2)
        .allSatisfy(d -> assertThat(d.getRange().getStart().getLine()).isEqualTo(2))
        .extracting(d -> d.getCode().getLeft())
        .allMatch(code -> code.startsWith("K3-02"));
  }

  @Test
  void formats() throws Exception {
    open("a=1\nlonger   =   2\n");
    var edits =
        server
            .getTextDocumentService()
            .formatting(new DocumentFormattingParams(document(), new FormattingOptions()))
            .get(20, TimeUnit.SECONDS);
    assertThat(edits)
        .singleElement()
        .satisfies(e -> assertThat(e.getNewText()).isEqualTo("a      = 1\nlonger = 2\n"));
  }

  @Test
  void outlines() throws Exception {
    open("resource \"proxmox_vm\" \"db\" {\n  name = \"db\"\n}\n");
    var symbols =
        server
            .getTextDocumentService()
            .documentSymbol(new DocumentSymbolParams(document()))
            .get(20, TimeUnit.SECONDS);
    assertThat(symbols)
        .singleElement()
        .satisfies(
            s -> {
              assertThat(s.getRight().getName()).isEqualTo("resource proxmox_vm db");
              assertThat(s.getRight().getChildren()).extracting(c -> c.getName()).contains("name");
            });
  }

  private List<String> complete(int line, int character) throws Exception {
    return server
        .getTextDocumentService()
        .completion(new CompletionParams(document(), new Position(line, character)))
        .get(20, TimeUnit.SECONDS)
        .getLeft()
        .stream()
        .map(CompletionItem::getLabel)
        .toList();
  }

  @Test
  void completesTypesArgumentsAndBlocks() throws Exception {
    open("resource \"prox\nresource \"proxmox_vm\" \"db\" {\n  \n  network {\n    b\n  }\n}\n");
    assertThat(complete(0, 14)).containsExactly("proxmox_vm");
    assertThat(complete(2, 2)).containsExactlyInAnyOrder("name", "network");
    assertThat(complete(4, 5)).containsExactly("bridge");
  }

  @Test
  void explainsArguments() throws Exception {
    open("resource \"proxmox_vm\" \"db\" {\n  name = \"db\"\n}\n");
    var hover =
        server
            .getTextDocumentService()
            .hover(new HoverParams(document(), new Position(1, 4)))
            .get(20, TimeUnit.SECONDS);
    assertThat(hover.getContents().getRight().getValue())
        .contains("Unique name.", "Required.", "A change replaces it.");
  }
}
