package dev.k3form.spi.schema;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A string that does not show itself. */
public final class SecretString {
  private final String value;

  /** Wraps a secret. */
  public SecretString(String value) {
    this.value = value;
  }

  /** Returns the secret, to hand it to whom it is meant for. */
  public String reveal() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SecretString secret
        && MessageDigest.isEqual(
            value.getBytes(StandardCharsets.UTF_8), secret.value.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }
}
