package dev.k3form.provider.k3s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.spi.schema.SecretString;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;

final class TokenTest {
  private static final String HASH =
      "39641447af34dc7211405f491e9c5a318655a7b96bb8f4a881f95d734b715f41";

  @Test
  void takesAFullTokenApart() {
    SecretString full = new SecretString("K10" + HASH + "::server:sekret:1");
    assertThat(Token.hash(full)).contains(HASH);
    assertThat(Token.password(full).reveal()).isEqualTo("sekret:1");
    assertThat(Token.full(HASH, "node", full).reveal()).isEqualTo("K10" + HASH + "::node:sekret:1");
    assertThat(Token.password(new SecretString("short")).reveal()).isEqualTo("short");
    assertThat(Token.isMalformed(full)).isFalse();
    assertThat(Token.isMalformed(new SecretString("K10abc::node:sekret-1"))).isTrue();
  }

  @Test
  void makesTokensThatNeedNoEscaping() {
    SecureRandom random = new SecureRandom();
    SecretString one = Token.make(random);
    assertThat(one.reveal()).matches("[A-Za-z0-9_-]{43}");
    assertThat(Token.make(random)).isNotEqualTo(one);
  }

  @Test
  void hashesOneCertificateAsItsFileAndABundleByTheRoot() throws Exception {
    X509CertificateHolder root = certificate("root");
    X509CertificateHolder intermediate = certificate("intermediate");
    String single = pem(root);
    assertThat(Token.caHash(single)).isEqualTo(sha256(single.getBytes(StandardCharsets.UTF_8)));
    assertThat(Token.caHash(pem(intermediate) + single)).isEqualTo(sha256(root.getEncoded()));
  }

  private static X509CertificateHolder certificate(String name) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    KeyPair pair = generator.generateKeyPair();
    X500Name subject = new X500Name("CN=" + name);
    return new JcaX509v3CertificateBuilder(
            subject,
            BigInteger.ONE,
            Date.from(Instant.now()),
            Date.from(Instant.now().plusSeconds(3600)),
            subject,
            pair.getPublic())
        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()));
  }

  private static String pem(X509CertificateHolder certificate) throws Exception {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(certificate);
    }
    return text.toString();
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
