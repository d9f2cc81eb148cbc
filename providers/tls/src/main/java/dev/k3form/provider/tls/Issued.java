package dev.k3form.provider.tls;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A certificate that was just made. */
record Issued(
    String pem, String serialNumber, Instant notBefore, Instant notAfter, String fingerprint) {

  String notBeforeText() {
    return notBefore.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  String notAfterText() {
    return notAfter.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
