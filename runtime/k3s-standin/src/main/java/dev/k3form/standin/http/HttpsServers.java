package dev.k3form.standin.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Servers over the JDK's own, a virtual thread for each request. */
public final class HttpsServers {

  /** Whether clients are asked for a certificate. */
  public enum ClientCertificate {
    WANTED,
    NEEDED
  }

  private HttpsServers() {}

  /** Serves HTTPS; the certificate is what the context's key manager says at each handshake. */
  public static HttpServer https(
      InetSocketAddress address,
      SSLContext context,
      ClientCertificate client,
      Function<Request, Reply> handler)
      throws IOException {
    HttpsServer server = HttpsServer.create(address, 128);
    server.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters ssl = context.getDefaultSSLParameters();
            switch (client) {
              case WANTED -> ssl.setWantClientAuth(true);
              case NEEDED -> ssl.setNeedClientAuth(true);
            }
            parameters.setSSLParameters(ssl);
          }
        });
    return started(server, handler);
  }

  /** Serves plain HTTP. */
  public static HttpServer http(InetSocketAddress address, Function<Request, Reply> handler)
      throws IOException {
    return started(HttpServer.create(address, 16), handler);
  }

  private static HttpServer started(HttpServer server, Function<Request, Reply> handler) {
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            send(exchange, answer(handler, request(exchange)));
          }
        });
    server.start();
    return server;
  }

  private static Reply answer(Function<Request, Reply> handler, Request request) {
    try {
      return handler.apply(request);
    } catch (RuntimeException e) {
      return Reply.failure(500, "Internal error: " + e, "InternalError");
    }
  }

  private static Request request(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getLast()));
    return new Request(
        exchange.getRequestMethod(),
        exchange.getRequestURI().getPath(),
        Query.parse(exchange.getRequestURI().getRawQuery()),
        headers,
        certificates(exchange),
        exchange.getRemoteAddress().getAddress().getHostAddress()
            + ":"
            + exchange.getRemoteAddress().getPort(),
        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
  }

  private static List<X509Certificate> certificates(HttpExchange exchange) {
    if (!(exchange instanceof HttpsExchange https)) {
      return List.of();
    }
    try {
      List<X509Certificate> chain = new ArrayList<>();
      for (Certificate certificate : https.getSSLSession().getPeerCertificates()) {
        chain.add((X509Certificate) certificate);
      }
      return chain;
    } catch (SSLPeerUnverifiedException e) {
      return List.of();
    }
  }

  private static void send(HttpExchange exchange, Reply reply) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", reply.type());
    reply.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(reply.status(), -1);
      return;
    }
    exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }
}
