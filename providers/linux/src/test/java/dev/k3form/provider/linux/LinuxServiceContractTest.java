package dev.k3form.provider.linux;

import static dev.k3form.testkit.WrittenValues.list;
import static dev.k3form.testkit.host.HostSubject.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.k3form.hosts.provider.HostSession;
import dev.k3form.model.schema.Effect;
import dev.k3form.model.value.Value;
import dev.k3form.spi.ProviderException;
import dev.k3form.spi.engine.TypeHandle;
import dev.k3form.spi.plan.Planned;
import dev.k3form.testkit.ProviderContract;
import dev.k3form.testkit.RecordingContext;
import dev.k3form.testkit.Subject;
import dev.k3form.testkit.host.FakeHost;
import dev.k3form.testkit.host.FakePool;
import dev.k3form.testkit.host.HostSubject;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LinuxServiceContractTest extends ProviderContract<LinuxService, HostSession> {
  private static final Value.Obj CONFIGURATION =
      config("name", "app", "enabled", true, "state", "running", "restart_on", list("v1"));

  @Override
  protected Subject<LinuxService, HostSession> subject() {
    // A unit is there before and after: there is nothing to count.
    HostSubject<LinuxService> world =
        HostSubject.onHost(new LinuxServiceType(), CONFIGURATION)
            .changedBy(CONFIGURATION.with("restart_on", list("v2")))
            .disturbedBy(host -> host.units().set("app", false, false))
            .withInvalid(CONFIGURATION.with("name", Value.str("-rf /")))
            .importedAs("192.0.2.10#app", "restart_on", "enabled_before", "state_before");
    world.host().units().set("app", false, false);
    return world;
  }

  private final TypeHandle<LinuxService, HostSession> type = TypeHandle.of(new LinuxServiceType());

  @Test
  void restartsOnAChangeThatItIsToldOf() throws Exception {
    FakeHost host = new FakeHost();
    host.units().set("app", true, true);
    try (FakePool pool = new FakePool(host)) {
      Value.Obj state = create(pool, CONFIGURATION);
      Planned planned = type.plan(CONFIGURATION.with("restart_on", list("v2")), Optional.of(state));
      assertThat(planned.disruptions())
          .containsExactly(new Planned.Disruption(Effect.RESTART, "restart_on"));
      assertThat(host.units().restarts("app")).isZero();
      type.update(state, planned.values(), pool.session(), RecordingContext.calm());
      assertThat(host.units().restarts("app")).isEqualTo(1);
    }
  }

  @Test
  void leavesTheUnitAsItWasFound() throws Exception {
    FakeHost host = new FakeHost();
    host.units().set("app", true, false);
    try (FakePool pool = new FakePool(host)) {
      Value.Obj state = create(pool, CONFIGURATION);
      assertThat(host.units().state("app").isActive()).isTrue();
      type.delete(state, pool.session(), RecordingContext.calm());
    }
    assertThat(host.units().state("app").isActive()).isFalse();
    assertThat(host.units().state("app").isEnabled()).isTrue();
  }

  @Test
  void saysThatThereIsNoSuchUnit() {
    try (FakePool pool = new FakePool(new FakeHost())) {
      assertThatThrownBy(() -> create(pool, CONFIGURATION))
          .isInstanceOf(ProviderException.class)
          .hasMessage("root@192.0.2.10: there is no unit `app`");
    }
  }

  private Value.Obj create(FakePool pool, Value.Obj config) throws Exception {
    Planned planned = type.plan(config, Optional.empty());
    return type.create(planned.values(), pool.session(), RecordingContext.calm());
  }
}
