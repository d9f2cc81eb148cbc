package dev.k3form.hosts.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.hosts.HostSpec;
import dev.k3form.hosts.HostTrust;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class HostSpecsTest {
  private static final Path ROOT = Path.of("/srv/prod");

  @Test
  void readsPathsAgainstTheRootModule() {
    HostSpec spec =
        HostSpecs.of(
            new HostConnection(
                "192.0.2.1", "admin", 2222, null, "known_hosts", "~/.ssh/lab", null, null),
            ROOT);
    assertThat(spec.trust()).isEqualTo(HostTrust.knownHosts(Path.of("/srv/prod/known_hosts")));
    assertThat(spec.identityFiles())
        .containsExactly(Path.of(System.getProperty("user.home"), ".ssh/lab"));
    assertThat(spec.sudo()).isTrue();
    assertThat(spec.label()).isEqualTo("admin@192.0.2.1:2222");
  }

  @Test
  void trustsNothingUnasked() {
    HostSpec spec = HostSpecs.of(HostConnection.of("192.0.2.1"), ROOT);
    assertThat(spec.trust()).isEqualTo(HostTrust.userKnownHosts());
    assertThat(spec.sudo()).isFalse();
    assertThat(spec.jump()).isEmpty();
  }

  @Test
  void goesThroughAJumpHost() {
    HostConnection direct = HostConnection.of("192.0.2.1");
    HostSpec spec =
        HostSpecs.of(
            new HostConnection(
                direct.address(),
                direct.user(),
                direct.port(),
                null,
                null,
                null,
                false,
                new JumpHost("bastion", "ops", 22, null, null, null)),
            ROOT);
    assertThat(spec.jump().orElseThrow().label()).isEqualTo("ops@bastion");
  }
}
