package dev.k3form.lab.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.k3form.lab.http.HttpFront;
import dev.k3form.lab.http.HttpLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Releases and packages over HTTP, as k3form and apt ask for them. */
class MirrorTest {

  @TempDir private Path directory;

  private static HttpFront serve(dev.k3form.lab.http.HttpHandler handler) throws IOException {
    return new HttpFront(
        List.of(InetAddress.getLoopbackAddress()),
        0,
        Optional.empty(),
        HttpLimits.proxmox(),
        handler);
  }

  private static HttpResponse<String> get(HttpClient client, String url) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String sha256(String content) throws Exception {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void releaseWithPlusInItsVersion() throws Exception {
    Path release = Files.createDirectories(directory.resolve("v1.34.1+k3s1"));
    Files.writeString(release.resolve("k3s"), "the executable");
    try (var front = serve(new ReleaseMirror(new DirectoryReleases(directory)));
        HttpClient client = HttpClient.newHttpClient()) {
      String base = "http://127.0.0.1:" + front.port() + "/k3s/download/";
      for (String version : List.of("v1.34.1%2Bk3s1", "v1.34.1+k3s1")) {
        assertThat(get(client, base + version + "/k3s").body()).isEqualTo("the executable");
        assertThat(get(client, base + version + "/sha256sum-amd64.txt").body())
            .isEqualTo(sha256("the executable") + "  k3s\n");
      }
      assertThat(get(client, base + "v1.33.0%2Bk3s1/k3s").statusCode()).isEqualTo(404);
      assertThat(get(client, base + "..%2F..%2Fetc/k3s").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void standInIsStampedWithTheVersionAskedFor() throws Exception {
    Path any = Files.createDirectories(directory.resolve("any"));
    String field = "@K3S_VERSION@                           ";
    Files.writeString(any.resolve("k3s"), "#!/bin/sh\nversion='" + field + "'\n");
    var releases = new DirectoryReleases(directory);
    String content = Files.readString(releases.executable("v1.33.2+k3s1").orElseThrow());
    assertThat(content)
        .isEqualTo("#!/bin/sh\nversion='v1.33.2+k3s1                            '\n")
        .hasSize((int) Files.size(any.resolve("k3s")));
    assertThat(releases.executable("latest")).isEmpty();
  }

  @Test
  void packagesAreFetchedOnce() throws Exception {
    var fetched = new AtomicInteger();
    HttpServer archive =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    archive.createContext(
        "/debian/",
        exchange -> {
          fetched.incrementAndGet();
          byte[] body = "deb".getBytes(StandardCharsets.UTF_8);
          boolean there = exchange.getRequestURI().getPath().endsWith(".deb");
          exchange.sendResponseHeaders(there ? 200 : 404, there ? body.length : -1);
          if (there) {
            exchange.getResponseBody().write(body);
          }
          exchange.close();
        });
    archive.start();
    String base = "http://127.0.0.1:" + archive.getAddress().getPort();
    var cache = new PackageCache(directory, List.of(base + "/debian/"), Optional.empty());
    try (var front = serve(cache);
        HttpClient client =
            HttpClient.newBuilder()
                .proxy(
                    ProxySelector.of(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), front.port())))
                .build()) {
      for (int i = 0; i < 3; i++) {
        assertThat(get(client, base + "/debian/pool/h/haproxy_1.deb").body()).isEqualTo("deb");
      }
      assertThat(fetched).hasValue(1);
      assertThat(get(client, base + "/debian/nothing").statusCode()).isEqualTo(404);
      assertThat(get(client, base + "/elsewhere/x.deb").statusCode()).isEqualTo(403);
    } finally {
      archive.stop(0);
    }
  }
}
