package dev.k3form.testkit.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Sends back what it gets, in the place of a server behind a load balancer. */
public final class EchoServer implements AutoCloseable {
  private final ServerSocket listener;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** Listens on a free port of an address of this computer. */
  public EchoServer(String address) throws IOException {
    listener = new ServerSocket(0, 50, InetAddress.ofLiteral(address));
    var _ = threads.submit(this::accept);
  }

  /** Returns the port. */
  public int port() {
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

  /** Reports whether an echo comes from an address within a time; asks again until then. */
  public static boolean answersWithin(String address, int port, Duration time)
      throws InterruptedException {
    Instant deadline = Instant.now().plus(time);
    while (true) {
      try (Socket socket = connect(address, port)) {
        if (echo(socket, "ping").equals("ping")) {
          return true;
        }
      } catch (IOException _) {
        // Not yet.
      }
      if (Instant.now().isAfter(deadline)) {
        return false;
      }
      Thread.sleep(100);
    }
  }

  /** Connects, quickly or not at all. */
  public static Socket connect(String address, int port) throws IOException {
    Socket socket = new Socket();
    socket.connect(new InetSocketAddress(InetAddress.ofLiteral(address), port), 500);
    socket.setSoTimeout(1000);
    return socket;
  }

  /** Sends a word and returns what comes back. */
  public static String echo(Socket socket, String word) throws IOException {
    byte[] sent = word.getBytes(StandardCharsets.US_ASCII);
    socket.getOutputStream().write(sent);
    socket.getOutputStream().flush();
    return new String(socket.getInputStream().readNBytes(sent.length), StandardCharsets.US_ASCII);
  }

  @Override
  public void close() throws IOException {
    listener.close();
    threads.shutdownNow();
  }
}
