package dev.k3form.provider.nginx;

import static dev.k3form.testkit.WrittenValues.blocks;
import static dev.k3form.testkit.WrittenValues.list;
import static dev.k3form.testkit.WrittenValues.named;
import static dev.k3form.testkit.WrittenValues.obj;
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

  @Test
  void acceptsTheExample() {
    Problems problems = check(Configs.loadBalancer(HostConnection.of("192.0.2.10")));
    assertThat(problems.errors()).isEmpty();
    assertThat(problems.warnings()).isEmpty();
  }

  @Test
  void findsWhatIsNotThere() {
    assertThat(server(obj("listen", list("80"), "proxy_pass", "api")))
        .containsExactly("server[\"s\"].proxy_pass: there is no upstream `api`");
    assertThat(server(obj("listen", list("80"), "proxy_pass", "192.0.2.1:80"))).isEmpty();
    assertThat(server(obj("listen", list("80"), "proxy_pass", "$backend"))).isEmpty();
  }

  @Test
  void findsAddressesThatCannotBeListenedOn() {
    for (String bad : List.of("", "0", "70000", "host", "*:", "80; evil on")) {
      assertThat(server(obj("listen", list(bad), "proxy_pass", "a:1"))).as(bad).isNotEmpty();
    }
    for (String good :
        List.of("6443", "*:53 udp", "[::]:443 ipv6only=on", "192.0.2.1:1", "unix:/s")) {
      assertThat(server(obj("listen", list(good), "proxy_pass", "a:1"))).as(good).isEmpty();
    }
    assertThat(server(obj("listen", list("53", "*:53"), "proxy_pass", "a:1")))
        .containsExactly("server[\"s\"].listen[1]: `*:53` is listened on twice");
    assertThat(server(obj("listen", list("53", "53 udp"), "proxy_pass", "a:1"))).isEmpty();
  }

  @Test
  void findsUpstreamsThatCannotServe() {
    Value.Obj backup = obj("address", "192.0.2.1", "port", 80, "backup", true);
    Value.Obj plain = obj("address", "192.0.2.2", "port", 80);
    assertThat(upstream(obj("server", blocks(backup))))
        .containsExactly("upstream[\"u\"].server: no server of the upstream serves");
    assertThat(upstream(obj("balance", "hash $remote_addr", "server", blocks(plain, backup))))
        .containsExactly(
            "upstream[\"u\"].server[1].backup: `hash $remote_addr` knows no backup servers");
    assertThat(upstream(obj("server", blocks(obj("address", "192.0.2.2", "port", 0))))).hasSize(1);
    assertThat(
            upstream(
                obj(
                    "server",
                    blocks(plain.with("fail_timeout", new Value.Time(Duration.ofMillis(1500)))))))
        .containsExactly("upstream[\"u\"].server[0].fail_timeout: nginx takes whole seconds here");
    Problems named =
        check(
            obj(
                "host",
                HOST,
                "upstream",
                named("u", obj("server", blocks(obj("address", "db.example.org", "port", 1))))));
    assertThat(named.errors()).isEmpty();
    assertThat(named.warnings()).hasSize(1);
  }

  private static List<String> server(Value.Obj body) {
    return check(obj("host", HOST, "server", named("s", body))).errors();
  }

  private static List<String> upstream(Value.Obj body) {
    return check(obj("host", HOST, "upstream", named("u", body))).errors();
  }

  private static Problems check(Value.Obj config) {
    Problems problems = new Problems();
    new NginxStreamType().validate(new ConfigView(config), problems);
    return problems;
  }
}
