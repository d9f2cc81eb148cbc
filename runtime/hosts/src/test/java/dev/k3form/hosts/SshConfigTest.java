package dev.k3form.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How ssh_config(5) is read. */
class SshConfigTest {
  private static final HostTrust TRUST = HostTrust.knownHosts(Path.of("/k"));
  private final SshConfig config =
      SshConfig.parse(
          Path.of("/home/ada"),
          """
          # everybody
          IdentityFile ~/.ssh/common

          Host lb-* !lb-99
            HostName %h.example.net
            User=admin
            Port 2222
            IdentityFile "/keys/lb key"
            ProxyJump ops@bastion:2200,inner
          Host bastion
            HostName 203.0.113.9
          Match user somebody
            Port 9999
          Host *
            User fallback
          """
              .lines()
              .toList());

  @Test
  void theFirstValueCountsAndIdentityFilesAddUp() {
    HostSpec spec = config.spec("lb-01", TRUST);
    assertThat(spec.address()).isEqualTo("lb-01.example.net");
    assertThat(spec.user()).isEqualTo("admin");
    assertThat(spec.sudo()).isTrue();
    assertThat(spec.port()).isEqualTo(2222);
    assertThat(spec.identityFiles())
        .containsExactly(Path.of("/home/ada/.ssh/common"), Path.of("/keys/lb key"));
    assertThat(spec.trust()).isEqualTo(TRUST);
  }

  @Test
  void jumpsAreNamedNearestToUsFirst() {
    HostSpec inner = config.spec("lb-01", TRUST).jump().orElseThrow();
    assertThat(inner.address()).isEqualTo("inner");
    HostSpec bastion = inner.jump().orElseThrow();
    assertThat(bastion.address()).isEqualTo("203.0.113.9");
    assertThat(bastion.user()).isEqualTo("ops");
    assertThat(bastion.port()).isEqualTo(2200);
    assertThat(bastion.jump()).isEmpty();
    assertThat(bastion.trust())
        .isEqualTo(HostTrust.knownHosts(Path.of("/home/ada/.ssh/known_hosts")));
  }

  @Test
  void exclusionsAndDefaults() {
    HostSpec spec = config.spec("lb-99", TRUST);
    assertThat(spec.address()).isEqualTo("lb-99");
    assertThat(spec.user()).isEqualTo("fallback");
    assertThat(spec.port()).isEqualTo(22);
    HostSpec plain = SshConfig.parse(Path.of("/"), List.of()).spec("10.0.0.1", TRUST);
    assertThat(plain).isEqualTo(HostSpec.root("10.0.0.1", TRUST));
  }
}
