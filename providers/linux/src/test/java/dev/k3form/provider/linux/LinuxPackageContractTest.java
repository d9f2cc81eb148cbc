package dev.k3form.provider.linux;

import static dev.k3form.testkit.WrittenValues.list;
import static dev.k3form.testkit.host.HostSubject.config;
import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.hosts.provider.HostSession;
import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import dev.k3form.spi.engine.TypeHandle;
import dev.k3form.testkit.ProviderContract;
import dev.k3form.testkit.RecordingContext;
import dev.k3form.testkit.Subject;
import dev.k3form.testkit.host.FakeHost;
import dev.k3form.testkit.host.FakePool;
import dev.k3form.testkit.host.HostSubject;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LinuxPackageContractTest extends ProviderContract<LinuxPackage, HostSession> {
  private static final Value.Obj CONFIGURATION =
      config(
          "names", list("curl", "jq"),
          "versions", Value.MapOf.of(Type.STRING, Map.of("jq", Value.str("1.6-2"))));

  @Override
  protected Subject<LinuxPackage, HostSession> subject() {
    return HostSubject.onHost(new LinuxPackageType(), CONFIGURATION)
        .changedBy(CONFIGURATION.with("names", list("jq", "tree")))
        .presentIf(host -> host.packages().containsKey("jq"))
        .disturbedBy(host -> host.pkg("curl", null))
        .withInvalid(
            CONFIGURATION.with("names", list()),
            CONFIGURATION.with("names", list("jq", "jq")),
            CONFIGURATION.with("names", list("jq=1.6")),
            CONFIGURATION.with("names", list("curl")))
        .importedAs("192.0.2.10#curl,jq", "versions", "added");
  }

  @Test
  void removesOnlyWhatItAdded() throws Exception {
    TypeHandle<LinuxPackage, HostSession> type = TypeHandle.of(new LinuxPackageType());
    FakeHost host = new FakeHost();
    host.pkg("curl", "7.88");
    try (FakePool pool = new FakePool(host)) {
      Value.Obj config = config("names", list("curl", "jq"));
      Value.Obj planned = type.plan(config, Optional.empty()).values();
      Value.Obj state = type.create(planned, pool.session(), RecordingContext.calm());
      assertThat(state.get("added")).isEqualTo(list("jq"));
      type.delete(state, pool.session(), RecordingContext.calm());
    }
    assertThat(host.packages()).containsOnlyKeys("curl");
  }
}
