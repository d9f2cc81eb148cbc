package dev.k3form.provider.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.hosts.provider.HostArgument;
import dev.k3form.hosts.provider.HostConnection;
import dev.k3form.hosts.provider.HostSession;
import dev.k3form.model.value.Value;
import dev.k3form.spi.engine.TypeHandle;
import dev.k3form.spi.schema.RecordBinder;
import dev.k3form.testkit.ProviderContract;
import dev.k3form.testkit.Subject;
import dev.k3form.testkit.host.HostSubject;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LinuxHostContractTest extends ProviderContract<LinuxHost, HostSession> {
  private static final Value.Obj CONFIGURATION =
      RecordBinder.unbind(HostConnection.of("192.0.2.10").withUser("admin"));

  @Override
  protected Subject<LinuxHost, HostSession> subject() {
    return HostSubject.of(new LinuxHostType(), CONFIGURATION)
        .changedBy(CONFIGURATION.with("port", Value.num(2222)))
        .replacedBy(CONFIGURATION.with("address", Value.str("192.0.2.11")))
        .withInvalid(
            CONFIGURATION.with("address", Value.str("admin@192.0.2.10 ")),
            CONFIGURATION.with("port", Value.num(0)),
            CONFIGURATION.with("host_key", Value.str("SHA256:abc")))
        .importedAs("admin@192.0.2.10");
  }

  @Test
  void itsConnectionIsKnownBeforeItWasSeenAndIsWhatHostArgumentsTake() {
    Value ssh =
        TypeHandle.of(new LinuxHostType())
            .plan(CONFIGURATION, Optional.empty())
            .values()
            .get("ssh");
    assertThat(ssh).isEqualTo(CONFIGURATION);
    assertThat(((Value.Obj) ssh).fields().keySet())
        .containsExactlyInAnyOrderElementsOf(HostArgument.PARTS);
  }
}
