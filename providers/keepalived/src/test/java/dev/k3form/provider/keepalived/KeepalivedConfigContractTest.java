package dev.k3form.provider.keepalived;

import static dev.k3form.testkit.WrittenValues.list;
import static dev.k3form.testkit.WrittenValues.named;
import static dev.k3form.testkit.WrittenValues.obj;
import static dev.k3form.testkit.host.HostSubject.config;

import dev.k3form.hosts.provider.HostConnection;
import dev.k3form.hosts.provider.HostSession;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import dev.k3form.spi.schema.RecordBinder;
import dev.k3form.testkit.ProviderContract;
import dev.k3form.testkit.Subject;
import dev.k3form.testkit.host.HostSubject;
import java.util.Map;
import java.util.TreeMap;

final class KeepalivedConfigContractTest extends ProviderContract<KeepalivedConfig, HostSession> {
  private static final String FILE = "/etc/keepalived/keepalived.conf";
  private static final HostConnection HOST = HostConnection.of("192.0.2.10");
  private static final Value.Obj CONFIGURATION =
      Configs.pair(HOST, "eth0")
          .with("extra", Value.str("static_rules {\n}"))
          .with("vrrp_instance", withPassword(Configs.pair(HOST, "eth0"), "hush-it"));

  private static Value withPassword(Value.Obj config, String password) {
    Value.MapOf instances = (Value.MapOf) config.get("vrrp_instance");
    Value.Obj api = (Value.Obj) instances.entries().get("api");
    Value.Obj full = obj("auth_type", "PASS", "auth_pass", Values.secret(Value.str(password)));
    return new Value.MapOf(
        instances.element(), new TreeMap<>(Map.of("api", api.with("authentication", full))));
  }

  @Override
  protected Subject<KeepalivedConfig, HostSession> subject() {
    return HostSubject.onHost(new KeepalivedConfigType(), CONFIGURATION)
        .changedBy(CONFIGURATION.with("vrrp_instance", withPassword(CONFIGURATION, "silence")))
        .withInvalid(
            CONFIGURATION.with("host", RecordBinder.unbind(HostConnection.of("a b"))),
            Configs.complete(
                config(
                    "vrrp_instance",
                    named(
                        "api",
                        obj(
                            "virtual_router_id",
                            51,
                            "priority",
                            255,
                            "virtual_ipaddress",
                            list("192.0.2.220/24"))))))
        .presentIf(host -> host.file(FILE).isPresent())
        .disturbedBy(
            host -> host.write(FILE, host.file(FILE).orElseThrow() + "# by hand\n", "0600"))
        // The file is read, not understood; its passwords are hidden as foreign ones.
        .importedAs(
            "root@192.0.2.10", "extra", "vrrp_script", "vrrp_instance", "interfaces", "content");
  }
}
