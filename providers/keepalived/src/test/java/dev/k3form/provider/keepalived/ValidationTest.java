package dev.k3form.provider.keepalived;

import static dev.k3form.testkit.WrittenValues.list;
import static dev.k3form.testkit.WrittenValues.named;
import static dev.k3form.testkit.WrittenValues.obj;
import static dev.k3form.testkit.WrittenValues.seconds;
import static dev.k3form.testkit.WrittenValues.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.hosts.provider.HostConnection;
import dev.k3form.model.value.Value;
import dev.k3form.spi.ConfigView;
import dev.k3form.spi.schema.RecordBinder;
import dev.k3form.testkit.Problems;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ValidationTest {
  private static final Value.Obj HOST = RecordBinder.unbind(HostConnection.of("192.0.2.10"));
  private static final Value.Obj GOOD =
      obj("virtual_router_id", 51, "priority", 100, "virtual_ipaddress", list("192.0.2.220/24"));

  @Test
  void acceptsAPair() {
    assertThat(errors(Configs.pair(HostConnection.of("192.0.2.10"), "eth0"))).isEmpty();
    assertThat(instance(GOOD)).isEmpty();
  }

  @Test
  void holdsTheRangesOfTheProtocol() {
    assertThat(instance(with("priority", 0))).containsExactly(at("priority: `0` is out of range"));
    assertThat(instance(with("priority", 255))).hasSize(1);
    assertThat(instance(with("priority", 254))).isEmpty();
    assertThat(instance(with("virtual_router_id", 0))).hasSize(1);
    assertThat(instance(with("virtual_router_id", 256)))
        .containsExactly(at("virtual_router_id: `256` is out of range"));
    assertThat(instance(GOOD.with("advert_int", new Value.Time(Duration.ofMillis(500)))))
        .containsExactly(at("advert_int: keepalived takes whole seconds here"));
    assertThat(instance(GOOD.with("advert_int", seconds(3)))).isEmpty();
  }

  @Test
  void refusesWhatKeepalivedOnlyGrumblesAbout() {
    assertThat(instance(with("state", "MASTER").with("nopreempt", Value.bool(true))))
        .containsExactly(at("nopreempt: an instance that starts as MASTER cannot be nopreempt"));
    assertThat(instance(with("unicast_src_ip", "192.0.2.10")))
        .containsExactly(at("unicast_peer: without unicast_peer, keepalived sends by multicast"));
    assertThat(instance(with("authentication", obj("auth_pass", "ninechars"))))
        .containsExactly(
            at(
                "authentication.auth_pass: VRRP passwords have 1 to 8 letters, digits and plain"
                    + " signs"));
    assertThat(instance(with("track_script", list("haproxy"))))
        .containsExactly(at("track_script[0]: there is no vrrp_script `haproxy`"));
  }

  @Test
  void readsAddresses() {
    for (String bad :
        List.of(
            "192.0.2.220/33", "192.0.2.999/24", "lb.example.org", "192.0.2.1/x", "", "::1/129")) {
      assertThat(instance(GOOD.with("virtual_ipaddress", list(bad)))).as(bad).hasSize(1);
    }
    for (String good : List.of("192.0.2.220", "2001:db8::1/64", "192.0.2.1/24 dev eth0 label a")) {
      assertThat(instance(GOOD.with("virtual_ipaddress", list(good)))).as(good).isEmpty();
    }
    assertThat(instance(GOOD.with("virtual_ipaddress", list("192.0.2.1/24", "::1/64"))))
        .containsExactly(
            at("virtual_ipaddress[1]: IPv4 and IPv6 addresses do not mix in one instance"));
  }

  @Test
  void findsGroupsThatClash() {
    Value.Obj other = GOOD.with("virtual_ipaddress", list("192.0.2.221/24"));
    assertThat(errors(config(named("a", GOOD, "b", other))))
        .containsExactly(
            "vrrp_instance[\"b\"].virtual_router_id: vrrp_instance \"a\" has the same"
                + " virtual_router_id");
    assertThat(errors(config(named("a", GOOD, "b", GOOD.with("virtual_router_id", Value.num(52))))))
        .containsExactly(
            "vrrp_instance[\"b\"].virtual_ipaddress[0]: `192.0.2.220` is held by vrrp_instance"
                + " \"a\" already");
  }

  @Test
  void wantsScriptsByAbsolutePath() {
    assertThat(
            errors(
                config(named("a", GOOD))
                    .with("vrrp_script", named("s", obj("script", "killall -0 haproxy")))))
        .containsExactly(
            "vrrp_script[\"s\"].script: a script is one command with an absolute path");
  }

  private static String at(String rest) {
    return "vrrp_instance[\"a\"]." + rest;
  }

  private static Value.Obj with(String argument, Object value) {
    return GOOD.with(argument, value(value));
  }

  private static List<String> instance(Value.Obj body) {
    return errors(config(named("a", body)));
  }

  private static Value.Obj config(Value instances) {
    return obj("host", HOST, "vrrp_instance", instances);
  }

  private static List<String> errors(Value.Obj config) {
    Problems problems = new Problems();
    new KeepalivedConfigType().validate(new ConfigView(config), problems);
    return problems.errors();
  }
}
