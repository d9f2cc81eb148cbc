package dev.k3form.provider.proxmox.api;

import java.security.cert.X509Certificate;
import java.util.List;

/** What the certificate of the endpoint is checked against. */
public sealed interface ServerTrust {
  /** The certificate authorities of the Java platform; the name is checked. */
  record Platform() implements ServerTrust {}

  /** These authorities alone; the name is checked. */
  record Authorities(List<X509Certificate> certificates) implements ServerTrust {
    /** Copies the certificates. */
    public Authorities {
      certificates = List.copyOf(certificates);
    }
  }

  /** Exactly this certificate, whatever its names. */
  record Pinned(Fingerprint fingerprint) implements ServerTrust {}

  /** Nothing: whoever answers is believed. */
  record Anyone() implements ServerTrust {}
}
