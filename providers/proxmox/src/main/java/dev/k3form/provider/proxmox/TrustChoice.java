package dev.k3form.provider.proxmox;

import dev.k3form.provider.proxmox.api.Fingerprint;
import dev.k3form.provider.proxmox.api.ServerTrust;
import dev.k3form.spi.ProviderException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads from the provider's block what the endpoint's certificate is checked against. */
final class TrustChoice {
  private TrustChoice() {}

  static ServerTrust of(ProxmoxConfiguration c, Path directory) throws ProviderException {
    ProxmoxConfiguration.Tls tls = c.tls();
    String caFile = c.caFile() != null || tls == null ? c.caFile() : tls.caFile();
    String ca = tls == null ? null : tls.ca();
    String fingerprint =
        c.fingerprint() != null || tls == null ? c.fingerprint() : tls.fingerprint();
    long ways =
        Stream.of(caFile, ca, fingerprint).filter(Objects::nonNull).count()
            + (c.insecure() ? 1 : 0);
    if (ways > 1) {
      throw wrong(
          "the trust in the endpoint is given more than once",
          "insecure",
          "Keep one of ca_file, ca, fingerprint and insecure.");
    }
    if (c.insecure()) {
      return new ServerTrust.Anyone();
    }
    if (fingerprint != null) {
      return new ServerTrust.Pinned(
          Fingerprint.parse(fingerprint)
              .orElseThrow(
                  () ->
                      wrong(
                          "the fingerprint is not the 32 bytes of a SHA-256",
                          "fingerprint",
                          "`pvenode cert info` on the node shows it.")));
    }
    if (caFile != null) {
      return authorities(read(caFile, directory), caFile);
    }
    return ca != null ? authorities(ca, "the argument ca") : new ServerTrust.Platform();
  }

  private static String read(String file, Path directory) throws ProviderException {
    Path path =
        file.startsWith("~/")
            ? Path.of(System.getProperty("user.home")).resolve(file.substring(2))
            : directory.resolve(file);
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new ProviderException(
          ProviderException.Kind.PERMANENT,
          "the authorities in " + path + " cannot be read: " + reason(e),
          e,
          "ca_file",
          List.of("Copy /etc/pve/pve-root-ca.pem from any node of the cluster."));
    }
  }

  private static @Nullable String reason(IOException e) {
    return e instanceof java.nio.file.NoSuchFileException
        ? "there is no such file"
        : e.getMessage();
  }

  private static ServerTrust authorities(String pem, String source) throws ProviderException {
    try {
      List<X509Certificate> found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(
                  new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (!found.isEmpty()) {
        return new ServerTrust.Authorities(found);
      }
    } catch (CertificateException _) {
      // Told below: whatever the parser dislikes, it is no certificate.
    }
    throw wrong(
        "there is no PEM certificate in " + source,
        "ca_file",
        "Copy /etc/pve/pve-root-ca.pem from any node of the cluster.");
  }

  private static ProviderException wrong(String message, String argument, String help) {
    return new ProviderException(
        ProviderException.Kind.PERMANENT, message, null, argument, List.of(help));
  }
}
