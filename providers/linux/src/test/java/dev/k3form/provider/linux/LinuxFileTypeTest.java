package dev.k3form.provider.linux;

import static dev.k3form.testkit.WrittenValues.list;
import static dev.k3form.testkit.host.HostSubject.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.k3form.hosts.Attributes;
import dev.k3form.hosts.PathState;
import dev.k3form.hosts.Transaction;
import dev.k3form.hosts.provider.HostSession;
import dev.k3form.model.schema.Effect;
import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import dev.k3form.spi.ProviderException;
import dev.k3form.spi.engine.TypeHandle;
import dev.k3form.spi.plan.Planned;
import dev.k3form.testkit.RecordingContext;
import dev.k3form.testkit.host.FakeHost;
import dev.k3form.testkit.host.FakePool;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LinuxFileTypeTest {
  private static final TypeHandle<LinuxFile, HostSession> TYPE = TypeHandle.of(new LinuxFileType());
  private static final String PATH = "/etc/app.conf";

  private final FakeHost host = new FakeHost();
  private final FakePool pool = new FakePool(host);

  @Test
  void secretsAreForTheOwnerAlone() throws Exception {
    assertThat(mode(config("path", PATH, "content", "x"))).isEqualTo(Value.str("0644"));
    assertThat(mode(config("path", PATH, "sensitive_content", "x"))).isEqualTo(Value.str("0600"));
    assertThat(mode(config("path", PATH, "content", Values.secret(Value.str("x")))))
        .isEqualTo(Value.str("0600"));
    assertThat(mode(config("path", PATH, "sensitive_content", Value.Unknown.of(Type.STRING))))
        .isInstanceOf(Value.Unknown.class);
    Value.Obj state = create(config("path", PATH, "sensitive_content", "x"));
    assertThat(host.path(PATH))
        .isInstanceOfSatisfying(
            PathState.RegularFile.class,
            f -> assertThat(f.attributes()).isEqualTo(Attributes.root("0600")));
    assertThat(state.get("sensitive_content")).isInstanceOf(Value.Secret.class);
  }

  @Test
  void anInterruptedChangeIsRepeated() throws Exception {
    Value.Obj config = config("path", PATH, "content", "x");
    Value.Obj state = create(config);
    host.place(
        Transaction.pendingMarker("linux_file-L2V0Yy9hcHAuY29uZg"),
        new PathState.Directory(Attributes.root("0700")));
    Value.Obj found = TYPE.read(state, pool.session(), RecordingContext.calm()).orElseThrow();
    assertThat(found.get("interrupted")).isEqualTo(Values.TRUE);
    assertThat(TYPE.plan(config, Optional.of(found)).values()).isNotEqualTo(found);
  }

  @Test
  void doesNotWriteThroughLinks() {
    host.place(PATH, new PathState.SymbolicLink(Attributes.root("0777"), "/etc/other.conf"));
    assertThatThrownBy(() -> create(config("path", PATH, "content", "x")))
        .isInstanceOf(ProviderException.class)
        .hasMessage("root@192.0.2.10: /etc/app.conf is a symbolic link to /etc/other.conf");
    assertThat(host.file("/etc/other.conf")).isEmpty();
  }

  @Test
  void saysWhichUnitsAChangeTouches() throws Exception {
    host.units().set("nginx", true, true);
    host.units().set("worker", true, true);
    Value.Obj config =
        config("path", PATH, "content", "x", "reload", list("nginx"), "restart", list("worker"));
    Value.Obj state = create(config);
    assertThat(host.units().reloads("nginx")).isEqualTo(1);
    assertThat(host.units().restarts("worker")).isEqualTo(1);
    assertThat(TYPE.plan(config, Optional.of(state)).disruptions()).isEmpty();
    Planned planned = TYPE.plan(config.with("content", Value.str("y")), Optional.of(state));
    assertThat(planned.disruptions())
        .containsExactly(
            new Planned.Disruption(Effect.RELOAD, "nginx is reloaded"),
            new Planned.Disruption(Effect.RESTART, "worker is restarted"));
    TYPE.update(state, planned.values(), pool.session(), RecordingContext.calm());
    assertThat(host.units().reloads("nginx")).isEqualTo(2);
    assertThat(host.units().restarts("worker")).isEqualTo(2);
  }

  private Value mode(Value.Obj config) {
    return TYPE.plan(config, Optional.empty()).values().get("mode");
  }

  private Value.Obj create(Value.Obj config) throws Exception {
    Planned planned = TYPE.plan(config, Optional.empty());
    return TYPE.create(planned.values(), pool.session(), RecordingContext.calm());
  }
}
