package dev.k3form.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is missing is listed whole, with the line that installs it. */
class LabDoctorTest {

  @Test
  void everythingThatIsMissing(@TempDir Path empty) {
    List<LabDoctor.Finding> findings = LabDoctor.examine(List.of(empty), false);
    assertThat(findings.get(0).problem()).contains("needs root");
    assertThat(findings.get(1).problem())
        .startsWith("not installed: systemd-nspawn, mmdebstrap, nft, ip, ");
    assertThat(findings.get(1).remedy())
        .isEqualTo(
            Optional.of(
                "apt-get install --no-install-recommends iproute2 mmdebstrap nftables"
                    + " openssh-client passwd systemd-container util-linux"));
  }
}
