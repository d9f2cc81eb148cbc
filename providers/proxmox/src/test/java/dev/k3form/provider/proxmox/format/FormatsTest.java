package dev.k3form.provider.proxmox.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.spi.schema.ByteSize;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading and writing of values: what was observed, and that doing it twice changes nothing. */
final class FormatsTest {
  private static final long SEED = 20261121;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "virtio=BC:24:11:54:06:3A,bridge=vmbr0 | virtio=BC:24:11:54:06:3A,bridge=vmbr0",
        "virtio=bc:24:11:54:06:3a,tag=10,bridge=vmbr0 |"
            + " virtio=BC:24:11:54:06:3A,bridge=vmbr0,tag=10",
        "model=e1000,macaddr=BC:24:11:54:06:3A,firewall=1 | e1000=BC:24:11:54:06:3A,firewall=1",
        "virtio,bridge=vmbr0,firewall=0,mtu=1 | virtio,bridge=vmbr0,mtu=1",
      })
  void cards(String text, String written) {
    assertThat(NetworkDevice.parse(text).format()).isEqualTo(written);
    assertThat(NetworkDevice.parse(written).format()).isEqualTo(written);
  }

  @Test
  void cardsOfAnyKindAreStableAndKeepWhatTheyHold() {
    Random random = new Random(SEED);
    for (int i = 0; i < 500; i++) {
      var others = new LinkedHashMap<String, String>();
      if (random.nextBoolean()) {
        others.put("mtu", Integer.toString(random.nextInt(9000)));
      }
      if (random.nextBoolean()) {
        others.put("queues", Integer.toString(random.nextInt(8)));
      }
      NetworkDevice card =
          new NetworkDevice(
              List.of("virtio", "e1000", "vmxnet3").get(random.nextInt(3)),
              random.nextBoolean()
                  ? Optional.of("bc:24:11:00:00:%02x".formatted(random.nextInt(256)))
                  : Optional.empty(),
              random.nextBoolean() ? Optional.of("vmbr" + random.nextInt(4)) : Optional.empty(),
              random.nextBoolean() ? Optional.of(random.nextInt(4094) + 1) : Optional.empty(),
              random.nextBoolean(),
              others);
      NetworkDevice once = NetworkDevice.parse(card.format());
      assertThat(once).isEqualTo(card);
      assertThat(NetworkDevice.parse(once.format())).isEqualTo(once);
    }
  }

  @Test
  void propertiesAreStable() {
    Random random = new Random(SEED);
    for (int i = 0; i < 500; i++) {
      List<String> parts = new ArrayList<>();
      if (random.nextBoolean()) {
        parts.add("local:101/vm-101-disk-0.qcow2");
      }
      for (String key : List.of("discard", "ssd", "size", "iothread")) {
        if (random.nextBoolean()) {
          parts.add(key + "=" + random.nextInt(100));
        }
      }
      PropertyText once = PropertyText.parse(String.join(",", parts));
      assertThat(once.toString()).isEqualTo(String.join(",", parts));
      assertThat(PropertyText.parse(once.toString())).isEqualTo(once);
    }
  }

  @Test
  void partsOfADiskAreReadAndChanged() {
    PropertyText disk =
        PropertyText.parse("local:200/vm-200-disk-0.qcow2,discard=on,iothread=1,size=300M,ssd=1");
    assertThat(disk.get(PropertyText.BARE)).contains("local:200/vm-200-disk-0.qcow2");
    assertThat(disk.isOn("discard")).isTrue();
    assertThat(disk.without("ssd").with("cache", "none"))
        .hasToString("local:200/vm-200-disk-0.qcow2,discard=on,iothread=1,size=300M,cache=none");
    assertThat(PropertyText.parse("size=1G,a=b").isSameAs(PropertyText.parse("a=b,size=1G")))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource({"32G,34359738368", "300M,314572800", "2T,2199023255552", "4096K,4194304", "512,512"})
  void sizes(String text, long bytes) {
    assertThat(DiskSizes.parse(text)).contains(new ByteSize(bytes));
    String written = DiskSizes.format(new ByteSize(bytes));
    assertThat(DiskSizes.parse(written)).contains(new ByteSize(bytes));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "abc", "10X", "-1G"})
  void whatIsNoSize(String text) {
    assertThat(DiskSizes.parse(text)).isEmpty();
  }

  @Test
  void tagsComeBackSortedInLowerCaseAndOnce() {
    assertThat(Tags.format(Set.of("Zeta", "alpha", "ALPHA"))).isEqualTo("alpha;zeta");
    assertThat(Tags.parse("Zeta,alpha beta;K3form"))
        .containsExactly("alpha", "beta", "k3form", "zeta");
    assertThat(Tags.parse(" ")).isEmpty();
    assertThat(Tags.parse(Tags.format(Tags.parse("b;A")))).isEqualTo(Tags.parse("b;A"));
  }

  @Test
  void keysAreEncodedAsAWhole() {
    String key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFbL+KaHqfz5p8OX/Pnuas== user@host";
    String written = SshKeys.format(List.of(key + "\n", "  ", key));
    assertThat(written)
        .startsWith("ssh-ed25519%20AAAAC3")
        .contains("%2B", "%2F", "%3D", "%40", "%0A")
        .matches("[-%a-zA-Z0-9_.!~*'()]*");
    assertThat(SshKeys.parse(written)).containsExactly(key, key);
    assertThat(SshKeys.format(SshKeys.parse(written))).isEqualTo(written);
  }

  @Test
  void aDescriptionKeepsItsOwner() {
    Description marked = new Description(Optional.of("5f0c"), "line1\nline2 é #x: y\n");
    assertThat(marked.format()).isEqualTo("k3form:5f0c\nline1\nline2 é #x: y");
    assertThat(Description.parse(marked.format())).isEqualTo(marked);
    assertThat(Description.parse("typed by hand\n\nk3form:5f0c\n").owner()).contains("5f0c");
    assertThat(Description.parse("nothing of k3form: here").owner()).isEmpty();
    assertThat(new Description(Optional.empty(), "").format()).isEmpty();
  }

  @Test
  void addressesOfCloudInit() {
    IpConfig ip = IpConfig.parse("ip=10.0.0.5/24,gw=10.0.0.1,ip6=auto");
    assertThat(ip).isEqualTo(new IpConfig("10.0.0.5/24", "10.0.0.1", "auto", null));
    assertThat(ip.format()).contains("ip=10.0.0.5/24,gw=10.0.0.1,ip6=auto");
    assertThat(new IpConfig(null, null, null, null).format()).isEmpty();
  }
}
