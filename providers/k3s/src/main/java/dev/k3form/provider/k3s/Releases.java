package dev.k3form.provider.k3s;

import dev.k3form.spi.OperationContext;
import dev.k3form.spi.ProviderException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The releases of k3s, fetched once and kept: {@code <mirror>/download/<version>/k3s[-arch]} and
 * {@code sha256sum-<arch>.txt} beside it.
 *
 * <p>A file is used only if it has the published checksum, also when it comes from the cache.
 */
final class Releases {
  /** Where k3s publishes its releases. */
  static final String UPSTREAM = "https://github.com/k3s-io/k3s/releases";

  private static final Duration TIMEOUT = Duration.ofMinutes(10);
  private static final Map<String, String> BINARY_NAMES =
      Map.of("amd64", "k3s", "arm64", "k3s-arm64", "s390x", "k3s-s390x");

  private final HttpClient client;
  private final String mirror;
  private final Path cache;
  private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

  Releases(HttpClient client, String mirror, Path cache) {
    this.client = client;
    this.mirror = mirror.replaceAll("/+$", "");
    this.cache = cache;
  }

  /** A binary on this computer and its checksum. */
  record Binary(Path file, String sha256) {}

  /** Returns the binary of a release for a machine's architecture, as {@code uname -m} calls it. */
  Binary binary(String version, String machine, OperationContext context) throws ProviderException {
    String arch = architecture(machine);
    ReentrantLock lock = locks.computeIfAbsent(version + "/" + arch, _ -> new ReentrantLock());
    lock.lock();
    try {
      String name = BINARY_NAMES.getOrDefault(arch, "k3s-" + arch);
      String base = mirror + "/download/" + version.replace("+", "%2B") + "/";
      String published = checksum(base + "sha256sum-" + arch + ".txt", name, version);
      Path kept = cache.resolve("k3s").resolve(version).resolve(name);
      if (Files.isRegularFile(kept) && sha256(kept).equals(published)) {
        return new Binary(kept, published);
      }
      context.progress("fetching k3s " + version + " (" + arch + ")");
      fetch(base + name, kept, published);
      return new Binary(kept, published);
    } catch (IOException e) {
      throw new ProviderException(
          ProviderException.Kind.TRANSIENT,
          "k3s " + version + " could not be fetched from " + mirror + ": " + e.getMessage(),
          e,
          "",
          List.of("Set `mirror` of provider \"k3s\" to a place that can be reached."));
    } finally {
      lock.unlock();
    }
  }

  private static String architecture(String machine) throws ProviderException {
    return switch (machine) {
      case "x86_64", "amd64" -> "amd64";
      case "aarch64", "arm64" -> "arm64";
      case "s390x" -> "s390x";
      default ->
          throw new ProviderException(
              "there is no k3s for machines of type " + machine,
              "k3s runs on x86_64, aarch64 and s390x.");
    };
  }

  private String checksum(String url, String name, String version)
      throws IOException, ProviderException {
    HttpResponse<String> response = send(url, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() == 404) {
      throw new ProviderException(
              "there is no release " + version + " of k3s at " + mirror,
              "Write an exact release, such as v1.34.1+k3s1; the channels name them.")
          .blame("version");
    }
    if (response.statusCode() != 200) {
      throw new IOException(url + " answered " + response.statusCode());
    }
    return response
        .body()
        .lines()
        .map(line -> line.strip().split("\\s+\\*?", 2))
        .filter(parts -> parts.length == 2 && parts[1].equals(name))
        .map(parts -> parts[0].toLowerCase(Locale.ROOT))
        .findFirst()
        .orElseThrow(() -> new ProviderException(url + " has no line for " + name));
  }

  private void fetch(String url, Path target, String published)
      throws IOException, ProviderException {
    Files.createDirectories(target.getParent());
    Path part = Files.createTempFile(target.getParent(), "fetch-", ".part");
    try {
      HttpResponse<Path> response = send(url, HttpResponse.BodyHandlers.ofFile(part));
      if (response.statusCode() != 200) {
        throw new IOException(url + " answered " + response.statusCode());
      }
      String found = sha256(part);
      if (!found.equals(published)) {
        throw new ProviderException(
            url + " has the checksum " + found + ", published is " + published,
            "Do not use that file: the mirror is broken or has been tampered with.");
      }
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private <T> HttpResponse<T> send(String url, HttpResponse.BodyHandler<T> handler)
      throws IOException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).timeout(TIMEOUT).build();
    try {
      return client.send(request, handler);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        DigestInputStream digest =
            new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
      digest.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digest.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
