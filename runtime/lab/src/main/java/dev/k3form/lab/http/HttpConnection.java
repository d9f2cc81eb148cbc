package dev.k3form.lab.http;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One connection: reads requests until the peer closes, idles too long (the socket's read time-out)
 * or breaks a rule. The refusals have the words of {@code PVE::APIServer::AnyEvent}.
 */
final class HttpConnection {

  private final Socket socket;
  private final HttpLimits limits;
  private final HttpHandler handler;
  private final InputStream in;
  private final OutputStream out;

  HttpConnection(Socket socket, HttpLimits limits, HttpHandler handler) throws IOException {
    this.socket = socket;
    this.limits = limits;
    this.handler = handler;
    this.in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
    this.out = new BufferedOutputStream(socket.getOutputStream(), 64 * 1024);
  }

  void run() throws IOException {
    while (next()) {
      out.flush();
    }
    out.flush();
  }

  /** Serves one request; false when the connection is to end. */
  private boolean next() throws IOException {
    Optional<String> requestLine = readLine(limits.headerBytes());
    if (requestLine.isEmpty()) {
      return false;
    }
    String[] parts = requestLine.get().split(" ", -1);
    if (parts.length != 3 || !parts[2].startsWith("HTTP/1.")) {
      return send(HttpReply.refusal(400, "bad request"), false);
    }
    Map<String, String> headers = new LinkedHashMap<>();
    Optional<HttpReply> refused = readHeaders(headers);
    if (refused.isPresent()) {
      return send(refused.get(), false);
    }
    long length = contentLength(headers);
    refused = refusal(parts[0], headers, length);
    if (refused.isPresent()) {
      return send(refused.get(), false);
    }
    byte[] body = in.readNBytes((int) length);
    if (body.length < length) {
      return false;
    }
    return answer(
        new HttpRequest(parts[0], parts[1], headers, new String(body, StandardCharsets.UTF_8)));
  }

  private boolean answer(HttpRequest request) throws IOException {
    boolean keep = !request.header("connection").orElse("").equalsIgnoreCase("close");
    try {
      return send(handler.handle(request), keep, request.method().equals("HEAD"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Optional<HttpReply> readHeaders(Map<String, String> headers) throws IOException {
    int bytes = 0;
    while (true) {
      Optional<String> read = readLine(limits.headerBytes());
      if (read.isEmpty()) {
        throw new IOException("connection ended inside the headers");
      }
      String line = read.get();
      if (line.isEmpty()) {
        return Optional.empty();
      }
      bytes += line.length() + 2;
      if (headers.size() >= limits.headerLines() || bytes > limits.headerBytes()) {
        return Optional.of(HttpReply.refusal(500, "too many http header lines"));
      }
      int colon = line.indexOf(':');
      if (colon < 1) {
        return Optional.of(HttpReply.refusal(400, "bad header"));
      }
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
  }

  private Optional<HttpReply> refusal(String method, Map<String, String> headers, long length) {
    if (headers.containsKey("transfer-encoding")) {
      return Optional.of(HttpReply.refusal(501, "chunked transfer encoding not supported"));
    }
    if (length > 0 && !method.equals("PUT") && !method.equals("POST")) {
      return Optional.of(HttpReply.refusal(501, "Unexpected content for method '" + method + "'"));
    }
    if (length > limits.bodyBytes()) {
      return Optional.of(HttpReply.refusal(501, "for data too large"));
    }
    return Optional.empty();
  }

  private static long contentLength(Map<String, String> headers) throws IOException {
    try {
      long length = Long.parseLong(headers.getOrDefault("content-length", "0"));
      if (length < 0) {
        throw new IOException("negative content length");
      }
      return length;
    } catch (NumberFormatException e) {
      throw new IOException("content length is no number", e);
    }
  }

  private Optional<String> readLine(int max) throws IOException {
    var line = new StringBuilder();
    int read;
    while ((read = in.read()) >= 0) {
      if (read == '\n') {
        int end = line.length();
        return Optional.of(
            end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString());
      }
      line.append((char) read);
      if (line.length() > max) {
        throw new IOException("line too long");
      }
    }
    return Optional.empty();
  }

  private boolean send(HttpReply reply, boolean keep) throws IOException {
    return send(reply, keep, false);
  }

  private boolean send(HttpReply reply, boolean keep, boolean headOnly) throws IOException {
    return switch (reply) {
      case HttpReply.Dropped _ -> {
        socket.setSoLinger(true, 0);
        yield false;
      }
      case HttpReply.FileBody(var file, var type) -> {
        head(200, "OK", Map.of("Content-Type", type), Files.size(file), keep);
        if (!headOnly) {
          Files.copy(file, out);
        }
        yield keep;
      }
      case HttpReply.Full full -> {
        boolean stay = keep && !full.close();
        byte[] body = full.body().getBytes(StandardCharsets.UTF_8);
        head(full.status(), full.reason(), full.headers(), body.length, stay);
        if (!headOnly) {
          out.write(body);
        }
        yield stay;
      }
    };
  }

  private void head(int status, String reason, Map<String, String> extra, long length, boolean keep)
      throws IOException {
    String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Cache-Control", "max-age=0");
    headers.put("Connection", keep ? "Keep-Alive" : "close");
    headers.put("Date", date);
    headers.put("Pragma", "no-cache");
    headers.put("Server", "pve-api-daemon/3.0");
    headers.put("Content-Length", Long.toString(length));
    headers.putAll(extra);
    headers.put("Expires", date);
    var text =
        new StringBuilder("HTTP/1.1 " + status + " " + reason.lines().findFirst().orElse(""));
    headers.forEach((name, value) -> text.append("\r\n").append(name).append(": ").append(value));
    text.append("\r\n\r\n");
    out.write(text.toString().getBytes(StandardCharsets.UTF_8));
  }
}
