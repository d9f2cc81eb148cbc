package dev.k3form.lab.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * Listening sockets, and a virtual thread per connection. With TLS, a client that speaks plain HTTP
 * to the port is sent to https by a 301, as pveproxy does.
 *
 * <p>Why not {@code jdk.httpserver}: ADR 0010.
 */
public final class HttpFront implements AutoCloseable {

  private static final int TLS_HANDSHAKE = 0x16;

  private final List<ServerSocket> listeners = new ArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Optional<SSLContext> tls;
  private final HttpLimits limits;
  private final HttpHandler handler;
  private final int port;

  /**
   * Binds every address at {@code port}; with port 0 the first address picks it for all.
   *
   * @throws IOException when an address cannot be bound; nothing is left listening then
   */
  public HttpFront(
      List<InetAddress> addresses,
      int port,
      Optional<SSLContext> tls,
      HttpLimits limits,
      HttpHandler handler)
      throws IOException {
    this.tls = tls;
    this.limits = limits;
    this.handler = handler;
    int actual = port;
    try {
      for (InetAddress address : addresses) {
        var listener = new ServerSocket();
        listeners.add(listener);
        listener.setReuseAddress(true);
        listener.bind(new InetSocketAddress(address, actual), 128);
        actual = listener.getLocalPort();
      }
    } catch (IOException e) {
      closeListeners();
      throw new IOException("cannot listen on " + addresses + " port " + actual + ": " + e, e);
    }
    this.port = actual;
    for (ServerSocket listener : listeners) {
      threads.execute(() -> accept(listener));
    }
  }

  public int port() {
    return port;
  }

  private void accept(ServerSocket listener) {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        open.add(socket);
        threads.execute(() -> serve(socket));
      } catch (IOException | java.util.concurrent.RejectedExecutionException e) {
        if (listener.isClosed() || threads.isShutdown()) {
          return;
        }
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout((int) limits.idle().toMillis());
      if (tls.isEmpty()) {
        new HttpConnection(socket, limits, handler).run();
        return;
      }
      int first = socket.getInputStream().read();
      if (first == TLS_HANDSHAKE) {
        try (SSLSocket secure = secured(socket, first, tls.get())) {
          new HttpConnection(secure, limits, handler).run();
        }
      } else if (first >= 0) {
        sendToHttps(socket);
      }
    } catch (IOException e) {
      // The peer went away, stayed silent or failed the handshake: nobody is left to answer.
    } finally {
      open.remove(socket);
    }
  }

  private static SSLSocket secured(Socket socket, int first, SSLContext context)
      throws IOException {
    InputStream consumed = new ByteArrayInputStream(new byte[] {(byte) first});
    var secure = (SSLSocket) context.getSocketFactory().createSocket(socket, consumed, true);
    secure.setUseClientMode(false);
    secure.startHandshake();
    return secure;
  }

  private void sendToHttps(Socket socket) throws IOException {
    String location =
        "https://" + socket.getLocalAddress().getHostAddress() + ":" + socket.getLocalPort() + "/";
    OutputStream out = socket.getOutputStream();
    out.write(
        ("HTTP/1.1 301 Moved Permanently\r\nLocation: "
                + location
                + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private void closeListeners() {
    for (ServerSocket listener : listeners) {
      closeQuietly(listener);
    }
  }

  private static void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      // It is going away either way.
    }
  }

  /** Stops listening and ends every connection. */
  @Override
  public void close() {
    closeListeners();
    open.forEach(HttpFront::closeQuietly);
    threads.shutdownNow();
  }
}
