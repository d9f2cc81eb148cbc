package dev.k3form.provider.haproxy;

import static dev.k3form.testkit.WrittenValues.list;
import static dev.k3form.testkit.WrittenValues.named;
import static dev.k3form.testkit.WrittenValues.obj;
import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.hosts.provider.HostConnection;
import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import dev.k3form.spi.ConfigView;
import dev.k3form.spi.schema.RecordBinder;
import dev.k3form.testkit.Problems;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ValidationTest {
  private static final Value.Obj HOST = RecordBinder.unbind(HostConnection.of("192.0.2.10"));

  @Test
  void findsABackendThatIsNotThere() {
    assertThat(errors(frontend(obj("bind", list("*:80"), "default_backend", "servers"))))
        .containsExactly("frontend[\"f\"].default_backend: there is no backend `servers`");
    assertThat(
            errors(
                frontend(
                    obj(
                        "bind",
                        list("*:80"),
                        "use_backend",
                        list("%[path,word(1)]", "x if TRUE")))))
        .containsExactly("frontend[\"f\"].use_backend[1]: there is no backend `x`");
    assertThat(
            errors(
                frontend(obj("bind", list("*:80"), "default_backend", "raw"))
                    .with("extra", Value.str("backend raw\n  server a 192.0.2.1:80\n"))))
        .isEmpty();
  }

  @Test
  void findsAddressesThatCannotBeListenedOn() {
    for (String bad : List.of("6443", "*:0", "*:70000", "*: 80", "")) {
      assertThat(errors(frontend(obj("bind", list(bad))))).as(bad).isNotEmpty();
    }
    for (String good :
        List.of(
            "*:6443",
            ":6443",
            "192.0.2.1:80,192.0.2.2:80",
            "[::]:443 v6only",
            ":::443",
            "unix@/run/x.sock",
            "/run/y.sock mode 600",
            "*:8000-8010",
            "*:443 ssl crt /a.pem")) {
      assertThat(errors(frontend(obj("bind", list(good))))).as(good).isEmpty();
    }
    assertThat(errors(frontend(obj("bind", list("*:80", "*:80")))))
        .containsExactly("frontend[\"f\"].bind[1]: `*:80` is listened on twice");
    assertThat(errors(frontend(obj("bind", list()))))
        .containsExactly("frontend[\"f\"].bind: nothing to listen on");
  }

  @Test
  void findsServersThatCannotBe() {
    assertThat(errors(server("a b", obj("address", "192.0.2.1")))).hasSize(1);
    assertThat(errors(server("a", obj("address", "192.0.2.1 check")))).hasSize(1);
    assertThat(errors(server("a", obj("address", "192.0.2.1", "port", 0)))).hasSize(1);
    assertThat(errors(server("a", obj("address", "192.0.2.1", "weight", 257)))).hasSize(1);
    assertThat(errors(server("a", obj("address", "192.0.2.1", "extra", "check\nserver b c"))))
        .containsExactly(
            "backend[\"b\"].server[\"a\"].extra: a line break would end the HAProxy line");
    assertThat(errors(server("a", obj("address", "192.0.2.1", "check", true, "check_ssl", true))))
        .containsExactly(
            "backend[\"b\"].server[\"a\"].ca_file: a server's certificate cannot be verified"
                + " without a CA");
    assertThat(errors(server("a", obj("address", "192.0.2.1", "ssl", true, "verify", "none"))))
        .isEmpty();
  }

  @Test
  void looksAtProxiesWhileTheMachineIsUnknown() {
    Value.Obj config =
        frontend(obj("bind", list("nonsense"))).with("host", Value.Unknown.of(Type.ANY));
    assertThat(errors(config)).hasSize(1);
  }

  private static Value.Obj frontend(Value.Obj body) {
    return obj("host", HOST, "frontend", named("f", body));
  }

  private static Value.Obj server(String name, Value.Obj body) {
    return obj("host", HOST, "backend", named("b", obj("server", named(name, body))));
  }

  private static List<String> errors(Value.Obj config) {
    Problems problems = new Problems();
    new HaproxyConfigType().validate(new ConfigView(config), problems);
    return problems.errors();
  }
}
