package dev.k3form.provider.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import dev.k3form.spi.ProviderException;
import dev.k3form.spi.engine.TypeHandle;
import dev.k3form.testkit.RecordingContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What OpenSSL, which PostgreSQL and nginx use, says of keys and certificates. */
@EnabledIf(value = "available", disabledReason = "needs the program openssl")
final class OpensslTest {
  @TempDir private Path directory;

  static boolean available() {
    try {
      return new ProcessBuilder("openssl", "version").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Value.Obj arguments(Value.Obj caKey, Value.Obj ca, Value.Obj key) {
    return Subjects.obj(
        "ca_private_key_pem",
        caKey.get("private_key_pem"),
        "ca_certificate_pem",
        ca.get("certificate_pem"),
        "public_key_pem",
        key.get("public_key_pem"),
        "subject",
        Subjects.name("db"),
        "dns_names",
        new Value.ListOf(Type.STRING, List.of(Value.str("db.example.lan"))),
        "ip_addresses",
        new Value.ListOf(Type.STRING, List.of(Value.str("192.0.2.5"), Value.str("2001:db8::5"))),
        "usages",
        new Value.ListOf(Type.STRING, List.of(Value.str("server_auth"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ECDSA", "ED25519", "RSA"})
  void acceptsKeysNamesAndPurposes(String algorithm) throws Exception {
    Value.Obj caKey = Subjects.key(algorithm);
    Value.Obj ca = Subjects.authority(caKey, "test CA");
    Value.Obj key = Subjects.key(algorithm);
    Value.Obj leaf = Subjects.make(new CertificateType(), arguments(caKey, ca, key));
    String keyFile = write("key.pem", Subjects.text(key, "private_key_pem"));
    assertThat(Subjects.text(key, "private_key_pem")).startsWith("-----BEGIN PRIVATE KEY-----\n");
    String authority = write("ca.pem", Subjects.text(ca, "certificate_pem"));
    String certificate = write("leaf.pem", Subjects.text(leaf, "certificate_pem"));
    assertThat(openssl("pkey", "-in", keyFile, "-check", "-noout")).contains("Key is valid");
    assertThat(openssl("pkey", "-in", keyFile, "-pubout"))
        .isEqualTo(Subjects.text(key, "public_key_pem"))
        .isEqualTo(openssl("x509", "-in", certificate, "-noout", "-pubkey"));
    for (List<String> name :
        List.of(
            List.of("-verify_hostname", "db.example.lan"),
            List.of("-verify_ip", "192.0.2.5"),
            List.of("-verify_ip", "2001:db8::5"))) {
      assertThat(verify(authority, certificate, "sslserver", name)).endsWith("leaf.pem: OK\n");
    }
    assertThat(verify(authority, certificate, "sslserver", List.of("-verify_ip", "192.0.2.6")))
        .contains("IP address mismatch");
    assertThat(verify(authority, certificate, "sslclient", List.of()))
        .containsIgnoringCase("unsuitable certificate purpose");
    String foreign =
        write(
            "other.pem",
            Subjects.text(Subjects.authority(Subjects.key("ECDSA"), "test CA"), "certificate_pem"));
    assertThat(verify(foreign, certificate, "sslserver", List.of()))
        .contains("verification failed");
  }

  @Test
  void whatARenewedAuthoritySignedBeforeStaysValid() throws Exception {
    Value.Obj caKey = Subjects.key("ECDSA");
    Value.Obj ca = Subjects.authority(caKey, "test CA");
    Value.Obj leaf =
        Subjects.make(new CertificateType(), arguments(caKey, ca, Subjects.key("ECDSA")));
    Subjects.SetClock clock = new Subjects.SetClock();
    clock.forward(Duration.ofDays(3471));
    TlsProvider.Session later = Subjects.session(clock);
    TypeHandle<CertificateAuthority, TlsProvider.Session> type =
        TypeHandle.of(new CertificateAuthorityType());
    Value.Obj config =
        Subjects.obj(
            "private_key_pem", caKey.get("private_key_pem"), "subject", Subjects.name("test CA"));
    Value.Obj due = type.read(ca, later, RecordingContext.calm()).orElseThrow();
    Value.Obj planned = type.plan(Subjects.complete(type, config), Optional.of(due)).values();
    Value.Obj renewed = type.update(due, planned, later, RecordingContext.calm());
    assertThat(renewed.get("serial_number")).isNotEqualTo(ca.get("serial_number"));
    // The leaf is looked at while both are valid: the renewed one begins five minutes early.
    String authority = write("renewed.pem", Subjects.text(renewed, "certificate_pem"));
    String certificate = write("leaf.pem", Subjects.text(leaf, "certificate_pem"));
    assertThat(verify(authority, certificate, "sslserver", List.of("-no_check_time")))
        .endsWith("leaf.pem: OK\n");
  }

  @Test
  void aCertificateEndsWithItsAuthorityAndIsNotMadeInItsLastDays() throws Exception {
    Value.Obj caKey = Subjects.key("ECDSA");
    Value.Obj ca =
        Subjects.make(
            new CertificateAuthorityType(),
            Subjects.obj(
                "private_key_pem",
                caKey.get("private_key_pem"),
                "subject",
                Subjects.name("short CA"),
                "validity",
                Subjects.days(100),
                "early_renewal",
                Subjects.days(10)));
    Value.Obj arguments = arguments(caKey, ca, Subjects.key("ECDSA"));
    Value.Obj leaf = Subjects.make(new CertificateType(), arguments);
    assertThat(leaf.get("not_after")).isEqualTo(ca.get("not_after"));
    TypeHandle<Certificate, TlsProvider.Session> type = TypeHandle.of(new CertificateType());
    Subjects.SetClock clock = new Subjects.SetClock();
    clock.forward(Duration.ofDays(71));
    Value.Obj planned = type.plan(Subjects.complete(type, arguments), Optional.empty()).values();
    ProviderException e =
        catchThrowableOfType(
            ProviderException.class,
            () -> type.create(planned, Subjects.session(clock), RecordingContext.calm()));
    assertThat(e).hasMessageContaining("too soon to sign with it");
  }

  private String verify(String authority, String certificate, String purpose, List<String> more)
      throws Exception {
    List<String> words = new ArrayList<>(List.of("verify", "-x509_strict", "-CAfile", authority));
    words.addAll(List.of("-purpose", purpose));
    words.addAll(more);
    words.add(certificate);
    return openssl(words.toArray(String[]::new));
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text).toString();
  }

  private static String openssl(String... arguments) throws Exception {
    List<String> words = new ArrayList<>(List.of("openssl"));
    words.addAll(List.of(arguments));
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }
}
