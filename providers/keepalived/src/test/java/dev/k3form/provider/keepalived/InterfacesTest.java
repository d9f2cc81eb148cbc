package dev.k3form.provider.keepalived;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.k3form.hosts.Facts;
import dev.k3form.hosts.Family;
import dev.k3form.hosts.provider.HostConnection;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import dev.k3form.spi.ProviderException;
import dev.k3form.spi.schema.RecordBinder;
import dev.k3form.testkit.WrittenValues;
import java.util.List;
import org.junit.jupiter.api.Test;

final class InterfacesTest {
  private static final KeepalivedConfig CONFIG =
      RecordBinder.bind(withoutInterface(), KeepalivedConfig.class);

  @Test
  void findsTheInterfaceInTheNetworkOfTheAddress() throws ProviderException {
    assertThat(Interfaces.resolve(CONFIG, facts("192.0.2.11/24")).get("api")).isEqualTo("eth1");
  }

  @Test
  void saysWhatThereIsInstead() {
    assertThatThrownBy(() -> Interfaces.resolve(CONFIG, facts("198.51.100.1/24")))
        .isInstanceOf(ProviderException.class)
        .hasMessage(
            "lb1 has no network interface in the network of 192.0.2.220; it has eth0 10.0.0.1/8,"
                + " eth1 198.51.100.1/24");
  }

  @Test
  void comparesNetworksBitByBit() {
    assertThat(Interfaces.holds("192.0.2.1/25", "192.0.2.127")).isTrue();
    assertThat(Interfaces.holds("192.0.2.1/25", "192.0.2.128")).isFalse();
    assertThat(Interfaces.holds("0.0.0.0/0", "192.0.2.128")).isTrue();
    assertThat(Interfaces.holds("2001:db8::1/64", "2001:db8::220")).isTrue();
    assertThat(Interfaces.holds("2001:db8::1/64", "192.0.2.1")).isFalse();
    assertThat(Interfaces.holds("192.0.2.1/24", "localhost")).isFalse();
  }

  private static Value.Obj withoutInterface() {
    var config = Configs.pair(HostConnection.of("192.0.2.10"), "x");
    var instances = (Value.MapOf) config.get("vrrp_instance");
    var api = (Value.Obj) instances.entries().get("api");
    return config.with(
        "vrrp_instance", WrittenValues.named("api", api.with("interface", Values.NULL)));
  }

  private static Facts facts(String second) {
    return new Facts(
        new Facts.OperatingSystem("debian", "12", Family.DEBIAN),
        "x86_64",
        "lb1",
        "systemd",
        "6.1",
        1L << 31,
        1,
        "",
        List.of(
            new Facts.NetworkInterface("lo", "", List.of("127.0.0.1/8")),
            new Facts.NetworkInterface("eth0", "", List.of("10.0.0.1/8")),
            new Facts.NetworkInterface("eth1", "", List.of(second))));
  }
}
