package dev.k3form.provider.tls;

import dev.k3form.spi.schema.Argument;
import dev.k3form.spi.schema.Block;
import dev.k3form.spi.schema.Computed;
import dev.k3form.spi.schema.Resource;
import dev.k3form.spi.schema.SecretString;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A certificate signed by an authority of ours. */
@Resource(
    value = "tls_certificate",
    doc =
        "A certificate for a server or client, signed by a `tls_certificate_authority`. A change of"
            + " its names or authority, and the time for renewal, issue it anew for the same key.",
    example =
        """
        resource "tls_certificate" "db" {
          ca_private_key_pem = tls_private_key.ca.private_key_pem
          ca_certificate_pem = tls_certificate_authority.ca.certificate_pem
          public_key_pem     = tls_private_key.db.public_key_pem
          dns_names          = ["db.example.lan"]
          ip_addresses       = ["192.168.1.230"]
          usages             = ["server_auth"]
          validity           = 365d
          subject {
            common_name = "db.example.lan"
          }
        }
        """)
record Certificate(
    @Argument(
            doc = "The authority's private key: PEM, PKCS #8.",
            example = "tls_private_key.ca.private_key_pem")
        SecretString caPrivateKeyPem,
    @Argument(
            doc = "The authority's certificate: PEM.",
            example = "tls_certificate_authority.ca.certificate_pem")
        String caCertificatePem,
    @Argument(
            doc = "The public key that is certified: PEM.",
            example = "tls_private_key.db.public_key_pem")
        String publicKeyPem,
    @Block(doc = "The owner's name.") Subject subject,
    @Argument(doc = "Host names it holds for.", defaultValue = "[]", example = "[\"db.lan\"]")
        List<String> dnsNames,
    @Argument(doc = "Addresses it holds for.", defaultValue = "[]", example = "[\"10.0.0.5\"]")
        List<String> ipAddresses,
    @Argument(
            doc = "What it may be used for.",
            defaultValue = "[\"server_auth\", \"client_auth\"]",
            oneOf = {"server_auth", "client_auth"},
            example = "[\"client_auth\"]")
        List<String> usages,
    @Argument(doc = "How long it is valid.", defaultValue = "365d", example = "365d")
        Duration validity,
    @Argument(doc = "How long before its end it is renewed.", defaultValue = "30d", example = "30d")
        Duration earlyRenewal,
    @Computed(doc = "The certificate: PEM.") @Nullable String certificatePem,
    @Computed(doc = "The certificate and its authority's: PEM.") @Nullable String chainPem,
    @Computed(doc = "Its serial number, in hexadecimal.") @Nullable String serialNumber,
    @Computed(doc = "Since when it is valid (RFC 3339).") @Nullable String notBefore,
    @Computed(doc = "Until when it is valid (RFC 3339).") @Nullable String notAfter,
    @Computed(doc = "SHA-256 of the certificate, in hexadecimal.")
        @Nullable String fingerprintSha256,
    @Computed(doc = "Whether the time for renewal has come.") @Nullable Boolean readyForRenewal) {}
