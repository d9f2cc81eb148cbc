package dev.k3form.provider.tls;

import dev.k3form.model.schema.Effect;
import dev.k3form.spi.schema.Argument;
import dev.k3form.spi.schema.Computed;
import dev.k3form.spi.schema.Resource;
import dev.k3form.spi.schema.SecretString;
import org.jspecify.annotations.Nullable;

/** A private key and the public key that belongs to it. */
@Resource(
    value = "tls_private_key",
    doc =
        "A private key, made once and kept in the state. Any change of an argument makes a new key,"
            + " and so new certificates for everything that uses it.",
    example =
        """
        resource "tls_private_key" "ca" {
          algorithm = "ECDSA"
        }
        """)
record PrivateKey(
    @Argument(
            doc = "Kind of key.",
            defaultValue = "ECDSA",
            oneOf = {"ECDSA", "ED25519", "RSA"},
            effect = Effect.REPLACE,
            example = "\"ED25519\"")
        String algorithm,
    @Argument(
            doc = "Curve of an ECDSA key.",
            defaultValue = "P256",
            oneOf = {"P256", "P384", "P521"},
            effect = Effect.REPLACE,
            example = "\"P384\"")
        String ecdsaCurve,
    @Argument(
            doc = "Length of an RSA key in bits.",
            defaultValue = "3072",
            effect = Effect.REPLACE,
            example = "4096")
        int rsaBits,
    @Computed(doc = "The private key: PEM, PKCS #8.") @Nullable SecretString privateKeyPem,
    @Computed(doc = "The public key: PEM, SubjectPublicKeyInfo.") @Nullable String publicKeyPem,
    @Computed(doc = "SHA-256 of the public key's SubjectPublicKeyInfo, in hexadecimal.")
        @Nullable String publicKeyFingerprintSha256) {}
