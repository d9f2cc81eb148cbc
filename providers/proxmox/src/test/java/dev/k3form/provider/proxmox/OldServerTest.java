package dev.k3form.provider.proxmox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.k3form.lab.api.Certificates;
import dev.k3form.provider.proxmox.api.ApiException;
import dev.k3form.provider.proxmox.session.ProxmoxSession;
import dev.k3form.testkit.RecordingContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

/** A server of version 8.2, which tells errors in the reason phrase alone. */
final class OldServerTest {
  private static final Map<String, String> ANSWERS =
      Map.of(
          "/api2/json/version",
          "{\"data\":{\"version\":\"8.2.4\",\"release\":\"8.2\"}}",
          "/api2/extjs/cluster/nextid",
          "{\"success\":1,\"data\":\"100\"}",
          "/api2/extjs/nodes/pve/qemu/777/config",
          "{\"success\":0,\"status\":500,\"data\":null,\"message\":\"Configuration file"
              + " 'nodes/pve/qemu-server/777.conf' does not exist\\n\"}",
          "/api2/extjs/nodes/pve/qemu/101/config",
          "{\"success\":0,\"status\":\"400\",\"data\":null,\"message\":\"Parameter verification"
              + " failed.\\n\",\"errors\":{\"cores\":\"type check ('integer') failed\"}}");

  private static SSLContext context(Certificates certificates) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "leaf",
        certificates.key(),
        new char[0],
        new Certificate[] {certificates.leaf(), certificates.ca()});
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private static void answer(HttpExchange exchange, List<String> asked) throws IOException {
    String path = exchange.getRequestURI().getPath();
    asked.add(path);
    byte[] body =
        Objects.requireNonNullElse(ANSWERS.get(path), "").getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(body.length == 0 ? 500 : 200, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  @Test
  void errorsAreReadByTheOtherFormOfTheApi() throws Exception {
    Certificates certificates = Certificates.create(List.of("127.0.0.1"));
    List<String> asked = new CopyOnWriteArrayList<>();
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context(certificates)));
    server.createContext("/", exchange -> answer(exchange, asked));
    server.start();
    URI endpoint = URI.create("https://127.0.0.1:" + server.getAddress().getPort());
    try (ProxmoxSession session =
        World.open(
            endpoint,
            "k3form@pve!a=b",
            new ProxmoxConfiguration.Tls(null, certificates.caPem(), null))) {
      RecordingContext context = RecordingContext.calm();
      assertThat(session.api().get("/cluster/nextid", context).asString("")).isEqualTo("100");
      ApiException missing =
          catchThrowableOfType(
              ApiException.class, () -> session.api().get("/nodes/pve/qemu/777/config", context));
      assertThat(missing.isNoSuchVm()).isTrue();
      ApiException wrong =
          catchThrowableOfType(
              ApiException.class,
              () ->
                  session.api().put("/nodes/pve/qemu/101/config", Map.of("cores", "abc"), context));
      assertThat(wrong).hasMessageContaining("cores: type check");
      assertThat(wrong.argument()).isEqualTo("cores");
    } finally {
      server.stop(0);
    }
    assertThat(asked).filteredOn(path -> path.startsWith("/api2/json")).hasSize(1);
  }
}
