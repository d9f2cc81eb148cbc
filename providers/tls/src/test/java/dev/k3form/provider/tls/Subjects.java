package dev.k3form.provider.tls;

import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import dev.k3form.spi.ProviderException;
import dev.k3form.spi.ResourceType;
import dev.k3form.spi.engine.TypeHandle;
import dev.k3form.testkit.RecordingContext;
import dev.k3form.testkit.Subject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Keys, authorities and certificates as configurations make them, and a clock that can be set. */
final class Subjects {
  private Subjects() {}

  /** A clock that is as late as a test wants. */
  static final class SetClock extends Clock {
    private Instant now = Instant.now();

    void forward(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  static TlsProvider.Session session(Clock clock) {
    return new TlsProvider.Session(clock, new SecureRandom());
  }

  static Value.Obj obj(Object... keysAndValues) {
    Map<String, Value> fields = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      fields.put((String) keysAndValues[i], (Value) keysAndValues[i + 1]);
    }
    return Value.Obj.of(fields);
  }

  static Value.Obj name(String commonName) {
    return obj(
        "common_name",
        Value.str(commonName),
        "organization",
        Values.NULL,
        "organizational_unit",
        Values.NULL,
        "country",
        Values.NULL);
  }

  static Value days(int number) {
    return new Value.Time(Duration.ofDays(number));
  }

  /** Returns what the type makes of arguments; those that are left out are null. */
  static Value.Obj make(ResourceType<?, TlsProvider.Session> type, Value.Obj arguments)
      throws ProviderException {
    TypeHandle<?, TlsProvider.Session> handle = TypeHandle.of(type);
    Value.Obj all = complete(handle, arguments);
    Value.Obj planned = handle.plan(all, Optional.empty()).values();
    return handle.create(planned, session(Clock.systemUTC()), RecordingContext.calm());
  }

  static Value.Obj complete(TypeHandle<?, ?> handle, Value.Obj arguments) {
    Value.Obj all = arguments;
    var block = handle.schema().block();
    for (var a : block.attributes().values()) {
      if (a.presence().isArgument() && !arguments.fields().containsKey(a.name())) {
        all = all.with(a.name(), Values.NULL);
      }
    }
    return all;
  }

  static Value.Obj key(String algorithm) throws ProviderException {
    return make(new PrivateKeyType(), obj("algorithm", Value.str(algorithm)));
  }

  static Value.Obj authority(Value.Obj key, String commonName) throws ProviderException {
    return make(
        new CertificateAuthorityType(),
        obj("private_key_pem", key.get("private_key_pem"), "subject", name(commonName)));
  }

  static String text(Value.Obj values, String attribute) {
    return values.get(attribute).reveal() instanceof Value.Str(String text) ? text : "";
  }

  /** What lives in the state only: nothing to count and nobody else who could change it. */
  abstract static class InState<R extends Record> implements Subject<R, TlsProvider.Session> {
    final SetClock clock = new SetClock();

    @Override
    public TlsProvider.Session open() {
      return session(clock);
    }
  }
}
