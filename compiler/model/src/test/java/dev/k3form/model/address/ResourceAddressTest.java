package dev.k3form.model.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ResourceAddressTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "proxmox_vm.lb",
        "proxmox_vm.lb[0]",
        "proxmox_vm.lb[\"01\"]",
        "data.proxmox_vm.old",
        "module.edge.proxmox_vm.lb[\"a.b\"]",
        "module.edge[\"x\"].module.inner[2].data.linux_host.h[\"quote \\\" and \\\\ \"]",
        "linux_file.f[\"$${not a template}\"]",
        "linux_file.f[\"%%{if}\"]"
      })
  void readsWhatItWrites(String text) {
    assertThat(ResourceAddress.parse(text)).hasToString(text);
  }

  @Test
  void keyMayHoldAnyCharacter() {
    for (String key : List.of("a\nb", "${x}", "%{x}", "$${", "\u0001", "日本", "a\"]")) {
      var address = ResourceAddress.of("t_x", "n", new InstanceKey.Name(key));
      assertThat(ResourceAddress.parse(address.toString())).isEqualTo(address);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "a.", "a.b[", "a.b[x]", "a.b[\"x\"", "a.b.c", "module.a", ".b"})
  void refusesOthers(String text) {
    assertThatThrownBy(() -> ResourceAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not a resource address");
  }

  @Test
  void ordersByModuleTypeNameAndNumericIndex() {
    var sorted =
        java.util.stream.Stream.of("b_t.n", "a_t.n[10]", "a_t.n[2]", "module.m.a_t.n", "a_t.n")
            .map(ResourceAddress::parse)
            .sorted()
            .map(ResourceAddress::toString);
    assertThat(sorted).containsExactly("a_t.n", "a_t.n[2]", "a_t.n[10]", "b_t.n", "module.m.a_t.n");
  }
}
