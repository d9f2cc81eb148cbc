package dev.k3form.provider.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class HostsFileTest {
  private static final HostsFile DEBIAN =
      new HostsFile(
          """
          127.0.0.1\tlocalhost
          127.0.1.1\tlb1   # the installer's
          192.0.2.220 old-api
          """);

  @Test
  void putsOurLinesAboveThoseOfOthersAndLeavesThemAlone() {
    HostsFile file =
        DEBIAN
            .with("192.0.2.220", List.of("api.example.org", "api"))
            .with("2001:db8::1", List.of("db"));
    assertThat(file.text())
        .isEqualTo(
            "192.0.2.220 api.example.org api # k3form\n2001:db8::1 db # k3form\n" + DEBIAN.text());
    assertThat(file.names("192.0.2.220")).contains(List.of("api.example.org", "api"));
    assertThat(file.without("192.0.2.220").without("2001:db8::1")).isEqualTo(DEBIAN);
  }

  @Test
  void changesOnlyTheLineOfItsAddress() {
    HostsFile file = DEBIAN.with("192.0.2.1", List.of("a")).with("192.0.2.2", List.of("b"));
    HostsFile changed = file.with("192.0.2.1", List.of("c"));
    assertThat(changed.names("192.0.2.1")).contains(List.of("c"));
    assertThat(changed.names("192.0.2.2")).contains(List.of("b"));
    assertThat(changed.text().lines()).hasSize(5);
  }

  @Test
  void knowsOnlyItsOwn() {
    assertThat(DEBIAN.names("192.0.2.220")).isEmpty();
    assertThat(DEBIAN.without("192.0.2.220")).isEqualTo(DEBIAN);
    assertThat(new HostsFile("127.0.0.1 localhost").with("192.0.2.1", List.of("a")).text())
        .isEqualTo("192.0.2.1 a # k3form\n127.0.0.1 localhost\n");
  }
}
