package dev.k3form.provider.tls;

import dev.k3form.model.schema.Effect;
import dev.k3form.spi.schema.Argument;
import dev.k3form.spi.schema.Block;
import dev.k3form.spi.schema.Computed;
import dev.k3form.spi.schema.Resource;
import dev.k3form.spi.schema.SecretString;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A self-signed certificate that signs others. */
@Resource(
    value = "tls_certificate_authority",
    doc =
        "A certificate authority of one's own: a self-signed certificate whose key signs"
            + " `tls_certificate`s. Renewed with the same key, so that what it signed stays valid.",
    example =
        """
        resource "tls_private_key" "ca" {}

        resource "tls_certificate_authority" "ca" {
          private_key_pem = tls_private_key.ca.private_key_pem
          validity        = 3650d
          subject {
            common_name = "example datastore CA"
          }
        }
        """)
record CertificateAuthority(
    @Argument(
            doc = "The authority's private key: PEM, PKCS #8.",
            effect = Effect.REPLACE,
            example = "tls_private_key.ca.private_key_pem")
        SecretString privateKeyPem,
    @Block(doc = "The authority's name.") Subject subject,
    @Argument(doc = "How long it is valid.", defaultValue = "3650d", example = "3650d")
        Duration validity,
    @Argument(
            doc = "How long before its end it is renewed.",
            defaultValue = "180d",
            example = "180d")
        Duration earlyRenewal,
    @Computed(doc = "The certificate: PEM.") @Nullable String certificatePem,
    @Computed(doc = "Its serial number, in hexadecimal.") @Nullable String serialNumber,
    @Computed(doc = "Since when it is valid (RFC 3339).") @Nullable String notBefore,
    @Computed(doc = "Until when it is valid (RFC 3339).") @Nullable String notAfter,
    @Computed(doc = "SHA-256 of the certificate, in hexadecimal.")
        @Nullable String fingerprintSha256,
    @Computed(doc = "Whether the time for renewal has come.") @Nullable Boolean readyForRenewal) {}
