package dev.k3form.hosts.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.model.address.AttributePath;
import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import dev.k3form.spi.ConfigView;
import dev.k3form.spi.ProblemSink;
import dev.k3form.spi.plan.PlanRequest;
import dev.k3form.spi.plan.Planned;
import dev.k3form.spi.plan.StandardPlan;
import dev.k3form.spi.schema.Argument;
import dev.k3form.spi.schema.RecordBinder;
import dev.k3form.spi.schema.Resource;
import dev.k3form.spi.schema.Schemas;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class HostArgumentTest {
  private static final String KEY =
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ1kmcsWoR5qZ0xZRAvYpgJpr3pHpyyf3H4JCBjOJeYw";
  private static final String OTHER_KEY =
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIE1kmcsWoR5qZ0xZRAvYpgJpr3pHpyyf3H4JCBjOJeYw";

  @Resource(value = "test_thing", doc = "A thing.")
  record Thing(@Argument(doc = "Machine.") HostConnection host) {}

  private static final HostConnection MACHINE = HostConnection.of("192.0.2.1").withHostKey(KEY);

  @Test
  void anotherWayToTheSameMachineReplacesNothing() {
    assertThat(plan(MACHINE, MACHINE.withPort(2222).withUser("admin")).replaceBecause()).isEmpty();
    assertThat(plan(MACHINE, HostConnection.of("192.0.2.9").withHostKey(KEY)).replaceBecause())
        .as("the machine got another address")
        .isEmpty();
    assertThat(plan(MACHINE, MACHINE.withHostKey(OTHER_KEY)).replaceBecause())
        .as("the machine got another key")
        .isEmpty();
  }

  @Test
  void anotherMachineReplaces() {
    HostConnection other = HostConnection.of("192.0.2.9").withHostKey(OTHER_KEY);
    assertThat(plan(MACHINE, other).replaceBecause()).containsExactly(AttributePath.of("host"));
    assertThat(plan(HostConnection.of("a"), HostConnection.of("b")).replaceBecause()).isNotEmpty();
  }

  @Test
  void aMachineStillToBeMadeReplaces() {
    Value.Obj known = RecordBinder.unbind(MACHINE);
    assertThat(replaces(known, Value.Unknown.of(Type.ANY))).isTrue();
    assertThat(replaces(known, known.with("host_key", Value.Unknown.of(Type.STRING)))).isTrue();
    assertThat(replaces(known, known)).isFalse();
  }

  @Test
  void complainsOfWhatCannotBeAConnection() {
    assertThat(problems(Value.Obj.of(Map.of("address", Value.str("root@x y")))))
        .containsExactly("host.address: the address of a host is a name or an IP address");
    assertThat(problems(RecordBinder.unbind(MACHINE).with("host_key", Value.str("nonsense"))))
        .containsExactly("host.host_key: the host key is not an OpenSSH public key");
    assertThat(problems(RecordBinder.unbind(MACHINE).with("port", Value.num(70000)))).isNotEmpty();
    assertThat(problems(RecordBinder.unbind(MACHINE))).isEmpty();
    assertThat(problems(Value.Unknown.of(Type.ANY))).isEmpty();
  }

  private static Planned plan(HostConnection before, HostConnection after) {
    return plan(RecordBinder.unbind(before), RecordBinder.unbind(after));
  }

  private static boolean replaces(Value before, Value after) {
    return !plan(before, after).replaceBecause().isEmpty();
  }

  private static Planned plan(Value before, Value after) {
    var request =
        new PlanRequest<>(
            Schemas.resource(Thing.class),
            Thing.class,
            Value.Obj.of(Map.of("host", after)),
            Optional.of(Value.Obj.of(Map.of("host", before))));
    return HostArgument.plan(StandardPlan.of(request), request);
  }

  private static List<String> problems(Value host) {
    List<String> found = new ArrayList<>();
    HostArgument.validate(
        new ConfigView(Value.Obj.of(Map.of("host", host))),
        new ProblemSink() {
          @Override
          public void error(AttributePath path, String summary, String help) {
            found.add(path + ": " + summary);
          }

          @Override
          public void warning(AttributePath path, String summary, String help) {
            found.add(path + ": " + summary);
          }
        });
    return found;
  }
}
