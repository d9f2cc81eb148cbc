package dev.k3form.provider.postgres;

import dev.k3form.model.schema.Effect;
import dev.k3form.spi.schema.Argument;
import dev.k3form.spi.schema.SecretString;
import org.jspecify.annotations.Nullable;

/**
 * The server's TLS: {@code ssl}, {@code ssl_cert_file}, {@code ssl_key_file}, {@code ssl_ca_file}.
 */
record Ssl(
    @Argument(
            doc = "The server's certificate, with its chain: PEM.",
            effect = Effect.RELOAD,
            example = "tls_certificate.db.certificate_pem")
        String certificatePem,
    @Argument(
            doc = "Its private key: PEM.",
            effect = Effect.RELOAD,
            example = "tls_private_key.db.private_key_pem")
        SecretString privateKeyPem,
    @Argument(
            doc = "Authority that signs clients' certificates: PEM. Needed for clientcert.",
            effect = Effect.RELOAD,
            example = "tls_certificate_authority.ca.certificate_pem")
        @Nullable String caCertificatePem,
    @Argument(
            doc = "Oldest protocol that is accepted (ssl_min_protocol_version).",
            defaultValue = "TLSv1.2",
            oneOf = {"TLSv1.2", "TLSv1.3"},
            effect = Effect.RELOAD)
        String minProtocol) {}
