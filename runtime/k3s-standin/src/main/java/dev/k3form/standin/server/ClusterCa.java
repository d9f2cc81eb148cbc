package dev.k3form.standin.server;

import dev.k3form.standin.SecretFiles;
import dev.k3form.standin.pki.Authority;
import dev.k3form.standin.pki.Pem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What all servers of a cluster share: its authorities and the service account key, as files below
 * {@code server/tls} and as the bootstrap data that travels to further servers. A secret.
 */
public record ClusterCa(Map<String, String> files) {

  /** Names of the bootstrap data and the files that they are. */
  private static final Map<String, String> NAMES =
      new TreeMap<>(
          Map.of(
              "ServerCA", "server-ca.crt",
              "ServerCAKey", "server-ca.key",
              "ClientCA", "client-ca.crt",
              "ClientCAKey", "client-ca.key",
              "RequestHeaderCA", "request-header-ca.crt",
              "RequestHeaderCAKey", "request-header-ca.key",
              "ETCDServerCA", "etcd/server-ca.crt",
              "ETCDServerCAKey", "etcd/server-ca.key",
              "ETCDPeerCA", "etcd/peer-ca.crt",
              "ETCDPeerCAKey", "etcd/peer-ca.key"));

  private static final String SERVICE_KEY = "ServiceKey";

  /** Makes the authorities of a new cluster; those that lie there already are used. */
  static ClusterCa create(Path tls) throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    long second = Instant.now().getEpochSecond();
    Map<String, String> authorities =
        Map.of(
            "server-ca", "k3s-server-ca@",
            "client-ca", "k3s-client-ca@",
            "request-header-ca", "k3s-request-header-ca@",
            "etcd/server-ca", "etcd-server-ca@",
            "etcd/peer-ca", "etcd-peer-ca@");
    for (Map.Entry<String, String> entry : authorities.entrySet()) {
      Path certificate = tls.resolve(entry.getKey() + ".crt");
      Path key = tls.resolve(entry.getKey() + ".key");
      if (Files.exists(certificate) && Files.exists(key)) {
        files.put(entry.getKey() + ".crt", Files.readString(certificate));
        files.put(entry.getKey() + ".key", Files.readString(key));
      } else {
        Authority made = Authority.create(entry.getValue() + second);
        files.put(entry.getKey() + ".crt", Pem.print(made.certificate()));
        files.put(entry.getKey() + ".key", Pem.print(made.key()));
      }
    }
    Path serviceKey = tls.resolve("service.key");
    files.put(
        "service.key",
        Files.exists(serviceKey)
            ? Files.readString(serviceKey)
            : Pem.print(Authority.create("service").key()));
    return new ClusterCa(files);
  }

  /** Reads what is there from an earlier start. */
  static Optional<ClusterCa> load(Path tls) throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    for (String file : NAMES.values()) {
      if (!Files.exists(tls.resolve(file))) {
        return Optional.empty();
      }
      files.put(file, Files.readString(tls.resolve(file)));
    }
    Path serviceKey = tls.resolve("service.key");
    files.put("service.key", Files.exists(serviceKey) ? Files.readString(serviceKey) : "");
    return Optional.of(new ClusterCa(files));
  }

  void write(Path tls) {
    SecretFiles.directory(tls, "rwx------");
    SecretFiles.directory(tls.resolve("etcd"), "rwxr-xr-x");
    files.forEach(
        (file, content) ->
            SecretFiles.write(
                tls.resolve(file), content, file.endsWith(".crt") ? "rw-r--r--" : "rw-------"));
  }

  /** The data as {@code /v1-k3s/server-bootstrap} gives it. */
  Map<String, @Nullable Object> toBootstrap() {
    Map<String, @Nullable Object> data = new TreeMap<>();
    NAMES.forEach((name, file) -> data.put(name, item(file)));
    data.put(SERVICE_KEY, item("service.key"));
    return data;
  }

  private Map<String, Object> item(String file) {
    Map<String, Object> item = new LinkedHashMap<>();
    item.put("Timestamp", Instant.now().toString());
    item.put(
        "Content",
        Base64.getEncoder()
            .encodeToString(files.getOrDefault(file, "").getBytes(StandardCharsets.UTF_8)));
    return item;
  }

  /** Reads what {@link #toBootstrap} gave. */
  static ClusterCa fromBootstrap(Map<String, @Nullable Object> data) {
    Map<String, String> files = new LinkedHashMap<>();
    NAMES.forEach((name, file) -> files.put(file, content(data.get(name))));
    files.put("service.key", content(data.get(SERVICE_KEY)));
    return new ClusterCa(files);
  }

  private static String content(@Nullable Object item) {
    return item instanceof Map<?, ?> map && map.get("Content") instanceof String text
        ? new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8)
        : "";
  }

  String serverPem() {
    return files.getOrDefault("server-ca.crt", "");
  }

  String clientPem() {
    return files.getOrDefault("client-ca.crt", "");
  }

  String serverHash() {
    return Pem.digest("SHA-256", serverPem().getBytes(StandardCharsets.UTF_8));
  }

  Authority authority(String name) {
    try {
      return Authority.parse(
          files.getOrDefault(name + ".crt", ""), files.getOrDefault(name + ".key", ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return "ClusterCa[" + serverHash() + "]";
  }
}
