package dev.k3form.provider.tls;

import dev.k3form.spi.schema.Argument;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.jspecify.annotations.Nullable;

/** A distinguished name (RFC 5280 §4.1.2.6). */
record Subject(
    @Argument(
            doc = "Common name; PostgreSQL compares a client's with the role.",
            example = "\"k3s\"")
        String commonName,
    @Argument(
            doc = "Organization; Kubernetes takes a client's as its group.",
            example = "\"example\"")
        @Nullable String organization,
    @Argument(doc = "Organizational unit.", example = "\"platform\"")
        @Nullable String organizationalUnit,
    @Argument(doc = "Country, two letters.", example = "\"DE\"") @Nullable String country) {

  X500Name name() {
    X500NameBuilder builder = new X500NameBuilder(BCStyle.INSTANCE);
    if (country != null) {
      builder.addRDN(BCStyle.C, country);
    }
    if (organization != null) {
      builder.addRDN(BCStyle.O, organization);
    }
    if (organizationalUnit != null) {
      builder.addRDN(BCStyle.OU, organizationalUnit);
    }
    return builder.addRDN(BCStyle.CN, commonName).build();
  }
}
