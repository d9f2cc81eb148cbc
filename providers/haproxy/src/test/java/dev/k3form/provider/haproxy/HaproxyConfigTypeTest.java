package dev.k3form.provider.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.hosts.provider.HostConnection;
import dev.k3form.hosts.provider.HostSession;
import dev.k3form.model.schema.Effect;
import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import dev.k3form.spi.engine.TypeHandle;
import dev.k3form.spi.plan.Planned;
import dev.k3form.spi.schema.RecordBinder;
import dev.k3form.testkit.RecordingContext;
import dev.k3form.testkit.host.FakeHost;
import dev.k3form.testkit.host.FakePool;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class HaproxyConfigTypeTest {
  private static final TypeHandle<HaproxyConfig, HostSession> TYPE =
      TypeHandle.of(new HaproxyConfigType());
  private static final Value.Obj CONFIG = Configs.loadBalancer(HostConnection.of("192.0.2.10"));

  private final FakeHost host = new FakeHost();
  private final FakePool pool = new FakePool(host);

  @Test
  void theFileIsKnownBeforeTheMachineIs() {
    Planned planned = TYPE.plan(CONFIG.with("host", Value.Unknown.of(Type.ANY)), Optional.empty());
    assertThat(planned.values().get("content").toString()).contains("server s1 192.0.2.1:6443");
  }

  @Test
  void aSecretInTheConfigurationMakesTheFileSecret() {
    Value.Obj config =
        CONFIG.with("extra", Values.secret(Value.str("userlist u\n    user a password b")));
    Planned planned = TYPE.plan(config, Optional.empty());
    assertThat(planned.values().get("content")).isInstanceOf(Value.Secret.class);
  }

  @Test
  void aChangeOfTheFileIsAReloadAndSaysSo() throws Exception {
    Value.Obj state = create();
    assertThat(host.units().state("haproxy").isActive()).isTrue();
    Value.Obj changed = CONFIG.with("extra", Value.str("peers p"));
    Planned planned = TYPE.plan(changed, Optional.of(state));
    assertThat(planned.disruptions())
        .containsExactly(
            new Planned.Disruption(Effect.RELOAD, "haproxy is reloaded; connections live on"));
    TYPE.update(state, planned.values(), pool.session(), RecordingContext.calm());
    assertThat(host.units().reloads("haproxy")).isEqualTo(1);
    assertThat(host.units().restarts("haproxy")).isZero();
  }

  @Test
  void anotherWayToTheMachineTouchesNothing() throws Exception {
    Value.Obj state = create();
    Value.Obj moved =
        CONFIG.with("host", RecordBinder.unbind(HostConnection.of("192.0.2.10").withPort(2222)));
    Planned planned = TYPE.plan(moved, Optional.of(state));
    assertThat(planned.replaceBecause()).isEmpty();
    assertThat(planned.disruptions()).isEmpty();
    TYPE.update(state, planned.values(), pool.session(), RecordingContext.calm());
    assertThat(host.units().reloads("haproxy")).isZero();
  }

  @Test
  void aStoppedServiceIsDrift() throws Exception {
    Value.Obj state = create();
    host.units().set("haproxy", true, false);
    Value.Obj found = TYPE.read(state, pool.session(), RecordingContext.calm()).orElseThrow();
    assertThat(found.get("active")).isEqualTo(Values.FALSE);
    assertThat(TYPE.plan(CONFIG, Optional.of(found)).values().get("active")).isEqualTo(Values.TRUE);
  }

  @Test
  void onlyAPackageThatWeInstalledIsRemoved() throws Exception {
    TYPE.delete(create(), pool.session(), RecordingContext.calm());
    assertThat(host.packages()).doesNotContainKey("haproxy");
    host.pkg("haproxy", "2.6.12-1");
    TYPE.delete(create(), pool.session(), RecordingContext.calm());
    assertThat(host.packages()).containsKey("haproxy");
    assertThat(host.units().state("haproxy").isActive()).isFalse();
  }

  private Value.Obj create() throws Exception {
    Planned planned = TYPE.plan(CONFIG, Optional.empty());
    return TYPE.create(planned.values(), pool.session(), RecordingContext.calm());
  }
}
