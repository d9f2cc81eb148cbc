package dev.k3form.provider.keepalived;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Sends back what it gets, in the place of an API server. */
final class EchoServer implements AutoCloseable {
  private final ServerSocket listener;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  EchoServer(String address) throws IOException {
    listener = new ServerSocket(0, 50, InetAddress.ofLiteral(address));
    var _ = threads.submit(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        var _ = threads.submit(() -> echo(client));
      }
    } catch (IOException _) {
      // Closed.
      return;
    }
  }

  private static void echo(Socket client) {
    try (client) {
      var _ = client.getInputStream().transferTo(client.getOutputStream());
    } catch (IOException _) {
      // The client has gone.
      return;
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    threads.shutdownNow();
  }
}
