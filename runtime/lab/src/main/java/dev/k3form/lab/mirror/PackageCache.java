package dev.k3form.lab.mirror;

import dev.k3form.lab.http.HttpHandler;
import dev.k3form.lab.http.HttpReply;
import dev.k3form.lab.http.HttpRequest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The machines' HTTP proxy for packages: fetches from the Debian archives that the lab uses, and
 * from nowhere else, and keeps what can never change (packages, indexes by hash) for all machines
 * of all labs. Other index files are kept for some minutes. apt verifies all of it by signature.
 */
public final class PackageCache implements HttpHandler {

  private static final Pattern IMMUTABLE = Pattern.compile(".*(\\.deb|/by-hash/[^/]+/[^/]+)");
  private static final Duration FRESH = Duration.ofMinutes(10);

  private final Path directory;
  private final List<String> archives;
  private final HttpClient http;
  private final Map<String, Object> fetching = new ConcurrentHashMap<>();

  /**
   * @param archives what may be fetched: the beginnings of URLs
   * @param proxy this computer's own proxy towards them
   */
  public PackageCache(Path directory, List<String> archives, Optional<URI> proxy)
      throws IOException {
    this.directory = directory;
    this.archives = List.copyOf(archives);
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(Duration.ofSeconds(20));
    proxy.ifPresent(
        uri ->
            builder.proxy(
                ProxySelector.of(
                    InetSocketAddress.createUnresolved(
                        uri.getHost(), uri.getPort() < 0 ? 80 : uri.getPort()))));
    this.http = builder.build();
    Files.createDirectories(directory);
  }

  @Override
  public HttpReply handle(HttpRequest request) throws InterruptedException {
    String url = request.target();
    if (!request.method().equals("GET") || archives.stream().noneMatch(url::startsWith)) {
      return HttpReply.text(403, "Forbidden", "the lab's package cache does not fetch this\n");
    }
    Path file = directory.resolve(name(url));
    try {
      synchronized (fetching.computeIfAbsent(url, _ -> new Object())) {
        if (!usable(url, file)) {
          int status = fetch(url, file);
          if (status != 200) {
            return HttpReply.text(status, "upstream said " + status, "");
          }
        }
      }
      return new HttpReply.FileBody(file, "application/octet-stream");
    } catch (IOException e) {
      return Files.exists(file)
          ? new HttpReply.FileBody(file, "application/octet-stream")
          : HttpReply.text(502, "cannot fetch from the archive", e + "\n");
    }
  }

  private static boolean usable(String url, Path file) throws IOException {
    return Files.exists(file)
        && (IMMUTABLE.matcher(url).matches()
            || Files.getLastModifiedTime(file).toInstant().isAfter(Instant.now().minus(FRESH)));
  }

  private int fetch(String url, Path file) throws IOException, InterruptedException {
    Path making = Files.createTempFile(directory, "fetching", ".part");
    try {
      HttpResponse<Path> response =
          http.send(
              java.net.http.HttpRequest.newBuilder(URI.create(url))
                  .timeout(Duration.ofMinutes(5))
                  .build(),
              HttpResponse.BodyHandlers.ofFile(making));
      if (response.statusCode() == 200) {
        Files.move(
            making, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      }
      return response.statusCode();
    } finally {
      Files.deleteIfExists(making);
    }
  }

  private static String name(String url) {
    try {
      String hash =
          HexFormat.of()
              .formatHex(
                  MessageDigest.getInstance("SHA-256")
                      .digest(url.getBytes(StandardCharsets.UTF_8)));
      return hash.substring(0, 24) + "-" + url.replaceFirst(".*/", "");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
