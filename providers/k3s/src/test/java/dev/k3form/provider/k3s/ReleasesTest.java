package dev.k3form.provider.k3s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import dev.k3form.spi.ProviderException;
import dev.k3form.testkit.RecordingContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReleasesTest {
  private static final String VERSION = "v1.34.1+k3s1";
  private static final String BASE = "/download/v1.34.1%2Bk3s1/";
  // sha256 of "binary"
  private static final String HASH =
      "9a3a45d01531a20e89ac6ae10b0b0beb0492acd7216a368aa062d1a5fecaf9cd";

  @TempDir private Path cache;

  private final Map<String, String> files = new ConcurrentHashMap<>();
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getRawPath();
          asked.add(path);
          String body = files.get(path);
          byte[] bytes = (body == null ? "" : body).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(
              body == null ? 404 : 200, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void fetchesOnceAndKeeps() throws Exception {
    publish("binary", HASH);
    Releases.Binary first = fetch();
    assertThat(Files.readString(first.file())).isEqualTo("binary");
    assertThat(first.sha256()).isEqualTo(HASH);
    fetch();
    assertThat(asked).filteredOn(p -> p.equals(BASE + "k3s")).hasSize(1);
  }

  @Test
  void fetchesAgainWhatWasSpoiltInTheCache() throws Exception {
    publish("binary", HASH);
    Files.writeString(fetch().file(), "spoilt");
    assertThat(Files.readString(fetch().file())).isEqualTo("binary");
  }

  @Test
  void refusesAFileWithAnotherChecksum() {
    publish("tampered", HASH);
    assertThatExceptionOfType(ProviderException.class)
        .isThrownBy(this::fetch)
        .withMessageContaining("published is " + HASH);
    assertThat(cache.resolve("k3s").resolve(VERSION).resolve("k3s")).doesNotExist();
  }

  @Test
  void saysThatThereIsNoSuchRelease() {
    assertThatExceptionOfType(ProviderException.class)
        .isThrownBy(this::fetch)
        .withMessageContaining("there is no release " + VERSION)
        .satisfies(e -> assertThat(e.argument()).isEqualTo("version"));
  }

  @Test
  void fetchesInClearFromThisComputerOnly() throws Exception {
    K3sProvider.checkMirror("http://127.0.0.1:8080/k3s");
    K3sProvider.checkMirror("https://mirror.example/k3s");
    for (String refused :
        List.of("http://mirror.example/k3s", "http://10.0.0.1", "ftp://x", "a b")) {
      assertThatExceptionOfType(ProviderException.class)
          .isThrownBy(() -> K3sProvider.checkMirror(refused));
    }
  }

  private void publish(String content, String hash) {
    files.put(BASE + "k3s", content);
    files.put(
        BASE + "sha256sum-amd64.txt", hash + "  k3s\n" + "0".repeat(64) + "  k3s-images.txt\n");
  }

  private Releases.Binary fetch() throws ProviderException {
    String mirror = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    return new Releases(HttpClient.newHttpClient(), mirror, cache)
        .binary(VERSION, "x86_64", RecordingContext.calm());
  }
}
