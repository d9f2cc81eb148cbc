package dev.k3form.standin.server;

import dev.k3form.standin.Log;
import dev.k3form.standin.SecretFiles;
import dev.k3form.standin.api.KubeObjects;
import dev.k3form.standin.http.Json;
import dev.k3form.standin.pki.Authority;
import dev.k3form.standin.pki.Leaf;
import dev.k3form.standin.pki.Pem;
import dev.k3form.standin.store.Datastore;
import dev.k3form.standin.store.Entry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateParsingException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The certificate of port 6443: one for all servers, in memory, in {@code dynamic-cert.json} and in
 * Secret {@code k3s-serving} (reference k3s.md §3.6, transcript 04). Names are only ever added: a
 * server that lacks one of the Secret's takes the Secret's certificate, one that has more than the
 * Secret writes a new one, and a Secret that is gone is written again from memory.
 */
final class ServingCertificate implements Supplier<Leaf> {

  private static final String SECRET = "k3s-serving";
  private static final String ANNOTATION = "listener.cattle.io/";

  private final Authority authority;
  private final Path file;
  private final Log log;
  private volatile Leaf leaf;

  ServingCertificate(Authority authority, Path file, Collection<String> names, Log log) {
    this.authority = authority;
    this.file = file;
    this.log = log;
    Optional<Leaf> cached = cached();
    SortedSet<String> wanted = new TreeSet<>(names);
    cached.ifPresent(old -> wanted.addAll(names(old)));
    this.leaf = cached.filter(old -> names(old).equals(wanted)).orElseGet(() -> issue(wanted));
  }

  private Leaf issue(SortedSet<String> names) {
    return authority.issue("k3s", List.of("k3s"), List.copyOf(names), Authority.Usage.SERVER);
  }

  @Override
  public Leaf get() {
    return leaf;
  }

  private Optional<Leaf> cached() {
    try {
      if (Files.exists(file)) {
        return parse(Json.object(Files.readString(file)));
      }
    } catch (IOException | IllegalArgumentException e) {
      log.warning("dynamic-cert.json cannot be read, a new certificate is made");
    }
    return Optional.empty();
  }

  /** The certificate of a Secret, if it is this authority's. */
  private Optional<Leaf> parse(Map<String, @Nullable Object> secret) {
    try {
      Leaf parsed =
          Leaf.parse(
              KubeObjects.data(secret, "tls.crt").orElse(""),
              KubeObjects.data(secret, "tls.key").orElse(""));
      return parsed.issuer().equals(authority.certificate())
          ? Optional.of(parsed)
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The names and addresses in a certificate; the addresses as text. */
  private static SortedSet<String> names(Leaf leaf) {
    SortedSet<String> names = new TreeSet<>();
    try {
      Collection<List<?>> alternatives = leaf.certificate().getSubjectAlternativeNames();
      if (alternatives != null) {
        alternatives.forEach(a -> names.add(short6(String.valueOf(a.get(1)))));
      }
    } catch (CertificateParsingException e) {
      throw new IllegalStateException(e);
    }
    return names;
  }

  private static String short6(String name) {
    return name.equals("0:0:0:0:0:0:0:1") ? "::1" : name;
  }

  /** Brings Secret, file and memory together. */
  void reconcile(Datastore store) {
    String key = KubeObjects.secretKey("kube-system", SECRET);
    Optional<Entry> entry = store.get(key);
    if (entry.isEmpty()) {
      KubeObjects.createSecret(store, SECRET, secret(leaf));
      save();
      return;
    }
    Map<String, @Nullable Object> stored = KubeObjects.read(entry.get());
    Optional<Leaf> theirs = parse(stored);
    if (theirs.isPresent() && theirs.get().certificate().equals(leaf.certificate())) {
      return;
    }
    SortedSet<String> all = names(leaf);
    theirs.ifPresent(other -> all.addAll(names(other)));
    if (theirs.isPresent() && names(theirs.get()).equals(all)) {
      leaf = theirs.get();
      save();
      return;
    }
    Leaf made = names(leaf).equals(all) ? leaf : issue(all);
    stored.putAll(secret(made));
    KubeObjects.child(stored, "metadata").put("name", SECRET);
    if (store.update(key, Json.print(stored), entry.get().revision()).isPresent()) {
      leaf = made;
      log.info("Updating TLS secret for kube-system/" + SECRET + " (count: " + all.size() + ")");
      save();
    }
  }

  private void save() {
    SecretFiles.secret(file, Json.print(secret(leaf)));
  }

  private static Map<String, @Nullable Object> secret(Leaf leaf) {
    Map<String, @Nullable Object> annotations = new LinkedHashMap<>();
    for (String name : names(leaf)) {
      annotations.put(ANNOTATION + "cn-" + annotated(name), name);
    }
    annotations.put(ANNOTATION + "fingerprint", leaf.fingerprint());
    Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
    metadata.put("name", SECRET);
    metadata.put("namespace", "kube-system");
    metadata.put("annotations", annotations);
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("tls.crt", KubeObjects.base64(leaf.chainPem()));
    data.put("tls.key", KubeObjects.base64(leaf.keyPem()));
    Map<String, @Nullable Object> secret = new LinkedHashMap<>();
    secret.put("kind", "Secret");
    secret.put("apiVersion", "v1");
    secret.put("metadata", metadata);
    secret.put("type", "kubernetes.io/tls");
    secret.put("data", data);
    return secret;
  }

  /** A colon may not be in an annotation's name; a hash tells apart what would look the same. */
  private static String annotated(String name) {
    return name.contains(":")
        ? name.replace(':', '_')
            + "-"
            + Pem.digest("SHA-256", (ANNOTATION + "cn-" + name).getBytes(StandardCharsets.UTF_8))
                .substring(0, 6)
        : name;
  }
}
