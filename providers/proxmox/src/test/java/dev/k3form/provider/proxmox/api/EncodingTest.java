package dev.k3form.provider.proxmox.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire and what comes from it, by the forms that real servers use. */
final class EncodingTest {
  @Test
  void nothingButUnreservedCharactersIsBare() {
    assertThat(FormEncoding.encode(Map.of("net0", "virtio=BC:24,bridge=vmbr0;a&b")))
        .isEqualTo("net0=virtio%3DBC%3A24%2Cbridge%3Dvmbr0%3Ba%26b");
    assertThat(FormEncoding.encode("ssh%20key é")).isEqualTo("ssh%2520key%20%C3%A9");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPID:pve:00000044:000337DE:6B002F57:qmcreate:9000:k3form@pve!ci:",
        "UPID:pve:00000211:00033939:6B002F5B:qmclone:9000:k3form@pve!ci:",
        "UPID:node-2:0000A211:100033939:6B002F5B:imgcopy::root@pam:",
        "UPID:pve:00000211:00033939:6B002F5B:download:dl.qcow2:root@pam:"
      })
  void tasksAreRead(String text) {
    Upid upid = Upid.parse(text).orElseThrow();
    assertThat(upid.text()).isEqualTo(text);
    assertThat(upid.path()).doesNotContain(":").contains("/tasks/UPID%3A" + upid.node());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "UPID:pve:44:3:6:qmcreate:9000:a@b:", "OK"})
  void whatIsNoTask(String text) {
    assertThat(Upid.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"9.2.0,9,2", "8.4-1,8,4", "8.4.14,8,4", "7.4-17,7,4"})
  void versions(String text, int major, int minor) {
    assertThat(ServerVersion.parse(text)).isEqualTo(new ServerVersion(major, minor));
  }

  @Test
  void versionsDiffer() {
    assertThat(ServerVersion.parse("8.3").tellsErrorsByReasonOnly()).isTrue();
    assertThat(ServerVersion.parse("8.4").tellsErrorsByReasonOnly()).isFalse();
    assertThat(ServerVersion.parse("8.4").hasGuestAgentPrivileges()).isFalse();
    assertThat(ServerVersion.parse("9.0").hasGuestAgentPrivileges()).isTrue();
  }

  @Test
  void fingerprintsInAnyWriting() {
    String hex = "8eb71cbfa5999bfe36f627f4c70043d7860f8a365f49761dd80ca40e95fbb530";
    assertThat(Fingerprint.parse("sha256:" + hex)).isEqualTo(Fingerprint.parse(hex));
    assertThat(Fingerprint.parse(hex).orElseThrow().colons()).startsWith("8E:B7:1C:BF");
    assertThat(Fingerprint.parse("8E:B7")).isEmpty();
  }
}
