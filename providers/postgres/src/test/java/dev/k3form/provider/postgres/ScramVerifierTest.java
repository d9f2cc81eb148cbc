package dev.k3form.provider.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.spi.schema.SecretString;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

final class ScramVerifierTest {
  /** The exchange of RFC 7677 §3: password "pencil", 4096 rounds. */
  private static final String SALT = "W22ZaJ0SNY7soEsUEjb6gQ==";

  private static final String NONCE = "rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
  private static final String AUTH_MESSAGE =
      "n=user,r=rOprNGfwEbeRWgbNEkqO,r=" + NONCE + ",s=" + SALT + ",i=4096,c=biws,r=" + NONCE;
  private static final String PROOF = "dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=";
  private static final String SIGNATURE = "6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=";

  @Test
  void agreesWithTheExchangeOfTheRfc() throws Exception {
    String verifier = ScramVerifier.of(new SecretString("pencil"), decode(SALT), 4096);
    String[] keys = verifier.substring(verifier.lastIndexOf('$') + 1).split(":", -1);
    byte[] storedKey = decode(keys[0]);
    byte[] serverKey = decode(keys[1]);
    byte[] clientKey = xor(decode(PROOF), hmac(storedKey));
    assertThat(MessageDigest.getInstance("SHA-256").digest(clientKey)).isEqualTo(storedKey);
    assertThat(hmac(serverKey)).isEqualTo(decode(SIGNATURE));
  }

  @Test
  void tellsItsOwnPasswordFromOthers() {
    String verifier = ScramVerifier.of(new SecretString("s3cret"), new SecureRandom());
    assertThat(verifier).startsWith("SCRAM-SHA-256$4096:").doesNotContain("s3cret");
    assertThat(ScramVerifier.matches(verifier, new SecretString("s3cret"))).isTrue();
    assertThat(ScramVerifier.matches(verifier, new SecretString("other"))).isFalse();
    assertThat(ScramVerifier.matches("md5abcdef", new SecretString("s3cret"))).isFalse();
  }

  private static byte[] hmac(byte[] key) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(AUTH_MESSAGE.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] xor(byte[] a, byte[] b) {
    byte[] out = new byte[a.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (byte) (a[i] ^ b[i]);
    }
    return out;
  }

  private static byte[] decode(String text) {
    return Base64.getDecoder().decode(text);
  }
}
