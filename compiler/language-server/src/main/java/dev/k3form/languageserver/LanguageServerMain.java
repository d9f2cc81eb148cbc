package dev.k3form.languageserver;

import dev.k3form.model.schema.ProviderSchema;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.launch.LSPLauncher;
import org.eclipse.lsp4j.services.LanguageClient;

/** Runs the language server over a pair of streams, which an editor holds the other ends of. */
public final class LanguageServerMain {
  private LanguageServerMain() {}

  /**
   * Serves until the editor says goodbye or closes its stream; checks whole configurations against
   * the schemas.
   */
  public static void serve(InputStream in, OutputStream out, List<ProviderSchema> providers)
      throws InterruptedException {
    serve(in, out, providers, new ConfigurationCheck(providers, Clock.systemUTC()));
  }

  /** Serves with another check. */
  public static void serve(
      InputStream in, OutputStream out, List<ProviderSchema> providers, DocumentCheck check)
      throws InterruptedException {
    K3sLanguageServer server = new K3sLanguageServer(providers, check);
    Launcher<LanguageClient> launcher = LSPLauncher.createServerLauncher(server, in, out);
    server.connect(launcher.getRemoteProxy());
    var listening = launcher.startListening();
    server.onExit(() -> listening.cancel(true));
    try {
      listening.get();
    } catch (CancellationException _) {
      // The editor has said goodbye.
    } catch (ExecutionException e) {
      throw new IllegalStateException("the connection to the editor failed", e.getCause());
    }
  }
}
