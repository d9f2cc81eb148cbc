package dev.k3form.provider.postgres;

import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import dev.k3form.provider.tls.TlsProvider;
import dev.k3form.spi.ProviderException;
import dev.k3form.spi.ResourceType;
import dev.k3form.spi.engine.TypeHandle;
import dev.k3form.spi.schema.SecretString;
import dev.k3form.testkit.RecordingContext;
import dev.k3form.testkit.RecordingSessionContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An authority and its certificates, made by the provider tls as a configuration would. */
final class Pki {
  private final TlsProvider provider = new TlsProvider();
  private final TlsProvider.Session session =
      provider.open(new TlsProvider.Configuration(), new RecordingSessionContext(Path.of(".")));
  private final Value.Obj caKey;
  private final Value.Obj ca;

  /** A certificate and its key. */
  record Leaf(String certificatePem, SecretString keyPem) {
    /** Writes both as the JDBC driver takes them and returns the directory. */
    Path into(Path directory) throws IOException {
      Files.createDirectories(directory);
      Files.writeString(directory.resolve("client.crt"), certificatePem);
      String base64 = keyPem.reveal().replaceAll("-----[A-Z ]+-----|\\s", "");
      Path key = directory.resolve("client.pk8");
      Files.write(key, Base64.getDecoder().decode(base64));
      Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
      return directory;
    }
  }

  Pki(String name) throws ProviderException {
    caKey = make("tls_private_key", Map.of());
    ca =
        make(
            "tls_certificate_authority",
            Map.of("private_key_pem", caKey.get("private_key_pem"), "subject", subject(name)));
  }

  String caPem() {
    return text(ca, "certificate_pem");
  }

  Leaf leaf(String commonName, String... addresses) throws ProviderException {
    Value.Obj key = make("tls_private_key", Map.of());
    Value.Obj certificate =
        make(
            "tls_certificate",
            Map.of(
                "ca_private_key_pem",
                caKey.get("private_key_pem"),
                "ca_certificate_pem",
                ca.get("certificate_pem"),
                "public_key_pem",
                key.get("public_key_pem"),
                "ip_addresses",
                new Value.ListOf(
                    Type.STRING, Arrays.stream(addresses).<Value>map(Value::str).toList()),
                "subject",
                subject(commonName)));
    return new Leaf(
        text(certificate, "certificate_pem"), new SecretString(text(key, "private_key_pem")));
  }

  private static Value subject(String commonName) {
    return Value.Obj.of(
        Map.of(
            "common_name",
            Value.str(commonName),
            "organization",
            Values.NULL,
            "organizational_unit",
            Values.NULL,
            "country",
            Values.NULL));
  }

  private Value.Obj make(String name, Map<String, Value> arguments) throws ProviderException {
    for (ResourceType<?, TlsProvider.Session> type : provider.resourceTypes()) {
      if (type.schema().type().equals(name)) {
        TypeHandle<?, TlsProvider.Session> handle = TypeHandle.of(type);
        Map<String, Value> all = new LinkedHashMap<>();
        List<String> names = new ArrayList<>(handle.schema().block().attributes().keySet());
        names.addAll(handle.schema().block().blocks().keySet());
        names.forEach(n -> all.put(n, Values.NULL));
        all.putAll(arguments);
        Value.Obj planned = handle.plan(Value.Obj.of(all), Optional.empty()).values();
        return handle.create(planned, session, RecordingContext.calm());
      }
    }
    throw new IllegalArgumentException(name);
  }

  private static String text(Value.Obj values, String attribute) {
    return values.get(attribute).reveal() instanceof Value.Str(String text) ? text : "";
  }
}
