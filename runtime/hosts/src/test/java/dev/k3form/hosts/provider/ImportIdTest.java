package dev.k3form.hosts.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.k3form.spi.ProviderException;
import org.junit.jupiter.api.Test;

final class ImportIdTest {
  @Test
  void readsMachineAndName() throws ProviderException {
    assertThat(ImportId.parse("192.0.2.1#/etc/motd", "path"))
        .isEqualTo(new ImportId(HostConnection.of("192.0.2.1"), "/etc/motd"));
    assertThat(ImportId.parse("admin@db.example.org:2222#/a b#c", "path"))
        .isEqualTo(
            new ImportId(
                HostConnection.of("db.example.org").withUser("admin").withPort(2222), "/a b#c"));
    assertThat(ImportId.parse("root@[2001:db8::1]:22", ""))
        .isEqualTo(new ImportId(HostConnection.of("2001:db8::1"), ""));
  }

  @Test
  void saysTheForm() {
    assertThatThrownBy(() -> ImportId.parse("192.0.2.1", "path"))
        .isInstanceOf(ProviderException.class)
        .hasMessage("`192.0.2.1` is not an identifier of the form [user@]address[:port]#path");
    assertThatThrownBy(() -> ImportId.parse("a:b:c", "")).isInstanceOf(ProviderException.class);
  }
}
