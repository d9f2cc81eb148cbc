package dev.k3form.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.k3form.lab.api.ApiClient;
import dev.k3form.lab.nspawn.Command;
import dev.k3form.lab.nspawn.LabNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole lab with real machines: needs root and systemd-nspawn. It has a name, a subnet, a bridge
 * and ports of its own, so that it runs beside a user's lab, and it compares this computer before
 * and after.
 */
@Tag("lab")
class LabTest {

  private static final String IMAGE = "local:import/debian-12-genericcloud-amd64.qcow2";

  /** Its ports lie below those that a connection may get at any moment. */
  private static final int FIRST_PORT = 20_000;

  @TempDir private Path temporary;
  private @Nullable LabConfig config;
  private @Nullable Lab lab;

  @BeforeEach
  void prepare() throws Exception {
    List<LabDoctor.Finding> missing = LabDoctor.examine();
    if (!missing.isEmpty()) {
      System.err.println("SKIPPED: lab tests, because " + missing);
      Assumptions.abort("lab tests need: " + missing);
    }
    int number = 200 + (int) (ProcessHandle.current().pid() % 50);
    config =
        LabConfig.named("test" + number)
            .withDirectory(temporary.resolve("lab"))
            .withSubnet("10.67." + number + ".0/24")
            .withApiPort(FIRST_PORT + 10 * number);
    lab = new Lab(config);
  }

  @AfterEach
  void cleanUp() throws Exception {
    if (lab != null) {
      lab.down();
    }
  }

  private LabConfig config() {
    return Objects.requireNonNull(config);
  }

  private Lab lab() {
    return Objects.requireNonNull(lab);
  }

  /** What a lab could leave behind on this computer. */
  private List<String> traces() throws Exception {
    String name = config().name();
    List<String> traces = new ArrayList<>();
    for (String text :
        List.of(
            Command.run("ip", "-o", "link"),
            Command.run("ip", "-o", "address"),
            Files.readString(Path.of("/proc/self/mountinfo")),
            Command.run("nft", "list", "tables"),
            commandLines(),
            Command.attempt(
                    "", List.of("find", "/sys/fs/cgroup", "/run/k3form-lab", "/run/systemd/nspawn"))
                .output())) {
      text.lines()
          .filter(
              line ->
                  line.contains(config().bridge())
                      || line.contains(LabNames.tag(name))
                      || line.contains("k3form-lab-" + name)
                      || line.contains("forward-users/" + name)
                      || line.contains(config().directory().toString())
                      || line.contains(config().subnet().prefix() + "."))
          .forEach(traces::add);
    }
    return traces;
  }

  private static String commandLines() {
    return ProcessHandle.allProcesses()
        .flatMap(process -> process.info().commandLine().stream())
        .collect(Collectors.joining("\n"));
  }

  private ApiClient client() throws Exception {
    var directory = new LabDirectory(config().directory());
    return new ApiClient(
        lab().status().endpoint(),
        Files.readString(directory.token()).strip(),
        Files.readString(directory.ca()));
  }

  private String publicKey() throws IOException {
    Path key = temporary.resolve("key");
    if (!Files.exists(key)) {
      Command.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString());
    }
    return Files.readString(temporary.resolve("key.pub")).strip();
  }

  private void makeTemplate(ApiClient api) throws Exception {
    String encoded =
        java.net.URLEncoder.encode(publicKey(), java.nio.charset.StandardCharsets.UTF_8)
            .replace("+", "%20");
    assertThat(
            api.task(
                "POST",
                "/nodes/pve/qemu",
                "vmid",
                "9000",
                "name",
                "debian",
                "memory",
                "1024",
                "cores",
                "1",
                "agent",
                "1",
                "scsi0",
                "local:0,import-from=" + IMAGE,
                "ide2",
                "local:cloudinit",
                "net0",
                "virtio,bridge=vmbr0",
                "ciuser",
                "ops",
                "sshkeys",
                encoded))
        .isEqualTo("OK");
    assertThat(api.task("POST", "/nodes/pve/qemu/9000/template")).isEqualTo("OK");
  }

  private void startClone(ApiClient api, int vmid) throws Exception {
    String vm = "/nodes/pve/qemu/" + vmid;
    assertThat(
            api.task(
                "POST",
                "/nodes/pve/qemu/9000/clone",
                "newid",
                Integer.toString(vmid),
                "name",
                "node-" + vmid))
        .isEqualTo("OK");
    api.task(
        "POST",
        vm + "/config",
        "ipconfig0",
        "ip=" + address(vmid) + "/24,gw=" + config().subnet().gateway());
    assertThat(api.task("POST", vm + "/status/start")).isEqualTo("OK");
  }

  private String address(int vmid) {
    return config().subnet().address(vmid - 90);
  }

  /** The host key as the guest agent tells it. */
  private String hostKey(ApiClient api, int vmid) throws Exception {
    Instant limit = Instant.now().plus(Duration.ofSeconds(60));
    while (true) {
      var reply =
          api.call(
              "GET",
              "/nodes/pve/qemu/" + vmid + "/agent/file-read",
              "file",
              "/etc/ssh/ssh_host_ed25519_key.pub");
      if (reply.status() == 200) {
        return String.valueOf(reply.data().get("content"));
      }
      assertThat(Instant.now()).as(reply.message()).isBefore(limit);
      Thread.sleep(100);
    }
  }

  /** Runs a command over SSH, believing only the key that the agent told. */
  private Command.Result ssh(ApiClient api, int vmid, String command) throws Exception {
    Path known = temporary.resolve("known-" + vmid);
    Files.writeString(known, address(vmid) + " " + hostKey(api, vmid));
    Instant limit = Instant.now().plus(Duration.ofSeconds(60));
    while (true) {
      Command.Result result =
          Command.attempt(
              "",
              List.of(
                  "ssh",
                  "-i",
                  temporary.resolve("key").toString(),
                  "-o",
                  "BatchMode=yes",
                  "-o",
                  "UserKnownHostsFile=" + known,
                  "-o",
                  "StrictHostKeyChecking=yes",
                  "-o",
                  "ConnectTimeout=5",
                  "ops@" + address(vmid),
                  command));
      if (result.exit() != 255 || Instant.now().isAfter(limit)) {
        return result;
      }
      Thread.sleep(200);
    }
  }

  @Test
  void machinesLiveAndLeaveNothing() throws Exception {
    assertThat(traces()).isEmpty();
    LabStatus status = lab().up(System.err::println);
    assertThat(status.daemonPid()).isPresent();
    assertThat(Files.readString(status.variables()))
        .contains("gateway       = \"10.67.", "site = {");
    ApiClient api = client();
    makeTemplate(api);
    startClone(api, 101);
    startClone(api, 102);

    assertThat(hostKey(api, 101)).isNotEqualTo(hostKey(api, 102));
    Command.Result first =
        ssh(
            api,
            101,
            "hostname; systemctl is-system-running --wait; ip -br -4 address show dev host0;"
                + " ping -c1 -W2 "
                + address(102)
                + " >/dev/null && echo neighbour; sudo -n id -u; cat /proc/sys/kernel/panic");
    assertThat(first.output())
        .contains("node-101\nrunning\n", address(101) + "/24", "neighbour\n0\n10\n");
    Command.Result installed =
        ssh(api, 101, "sudo -n env DEBIAN_FRONTEND=noninteractive apt-get install -y -q socat");
    assertThat(installed.succeeded()).as(installed.output() + installed.errors()).isTrue();
    assertThat(ssh(api, 101, "command -v socat").output()).isEqualTo("/usr/bin/socat\n");
    assertThat(api.call("GET", "/nodes/pve/qemu/101/agent/network-get-interfaces").text())
        .contains("ip-address=" + address(101));

    assertFitForKubelet(api, 101);

    ssh(api, 101, "sudo -n touch /run/before-reboot");
    ssh(api, 101, "sudo -n systemctl reboot");
    Instant limit = Instant.now().plus(Duration.ofSeconds(60));
    while (!ssh(api, 101, "test ! -e /run/before-reboot").succeeded()) {
      assertThat(Instant.now()).isBefore(limit);
      Thread.sleep(200);
    }
    assertThat(api.task("POST", "/nodes/pve/qemu/101/status/reboot")).isEqualTo("OK");
    assertThat(ssh(api, 101, "command -v socat").output()).isEqualTo("/usr/bin/socat\n");
    assertThat(api.task("POST", "/nodes/pve/qemu/101/status/stop")).isEqualTo("OK");
    assertThat(api.task("DELETE", "/nodes/pve/qemu/101")).isEqualTo("OK");
    assertThat(api.task("POST", "/nodes/pve/qemu/102/status/shutdown")).isEqualTo("OK");

    lab().down();
    assertThat(traces()).isEmpty();
    assertThat(config().directory()).doesNotExist();
  }

  /** What a real k3s was seen to need in such a machine before its node became Ready. */
  private void assertFitForKubelet(ApiClient api, int vmid) throws Exception {
    Command.Result fit =
        ssh(
            api,
            vmid,
            "cd /var/lib/rancher && sudo -n sh -ec '"
                + "mkdir l u w m; mount -t overlay o -o lowerdir=l,upperdir=u,workdir=w m;"
                + "umount m; rm -r l u w m; echo overlay;"
                + "findmnt -no FSTYPE /var/lib/kubelet;"
                + "for g in /sys/fs/cgroup/memory /sys/fs/cgroup/cpu /sys/fs/cgroup; do"
                + "  if [ -e $g/cgroup.procs ]; then mkdir $g/probe; rmdir $g/probe; fi; done;"
                + "echo groups;"
                + "cat /proc/sys/vm/overcommit_memory /proc/sys/kernel/panic_on_oops;"
                + "echo 1 > /proc/sys/vm/overcommit_memory; test -c /dev/kmsg; echo kmsg;"
                + "/opt/k3form-lab/java/bin/java -version 2>&1 | head -n1'");
    assertThat(fit.output())
        .as(fit.errors())
        .startsWith("overlay\n")
        .doesNotContain("overlay\noverlay")
        .contains("groups\n1\n1\nkmsg\n", "\"25");
  }

  @Test
  void realReleaseIsOfferedAsTheVersionThatItNames() throws Exception {
    Path release = temporary.resolve("k3s");
    Files.writeString(release, "#!/bin/sh\necho 'k3s version v1.33.3+k3s1 (0123abcd)'\n");
    Command.run("chmod", "755", release.toString());
    LabConfig with = config().withK3sFile(release);
    LabStatus status = new Lab(with).up(System.err::println);
    assertThat(Files.readString(status.variables())).contains("k3s_version   = \"v1.33.3+k3s1\"");
    String base = "http://127.0.0.1:" + with.httpPort() + "/k3s/download/v1.33.3%2Bk3s1/";
    try (var http = java.net.http.HttpClient.newHttpClient()) {
      var reply =
          http.send(
              java.net.http.HttpRequest.newBuilder(java.net.URI.create(base + "k3s")).build(),
              java.net.http.HttpResponse.BodyHandlers.ofString());
      assertThat(reply.body()).isEqualTo(Files.readString(release));
    }
    Files.writeString(release, "#!/bin/sh\necho something else\n");
    assertThatThrownBy(() -> new Lab(with).up(System.err::println))
        .hasMessageContaining("is no k3s");
  }

  @Test
  void machinesOutliveAKilledDaemon() throws Exception {
    LabStatus status = lab().up(System.err::println);
    ApiClient api = client();
    makeTemplate(api);
    startClone(api, 103);
    String key = hostKey(api, 103);
    ssh(api, 103, "sudo -n touch /run/still-the-same-boot");
    Command.run("kill", "-9", Long.toString(status.daemonPid().orElseThrow()));

    while (lab().status().daemonPid().isPresent()) {
      Thread.sleep(20);
    }
    assertThat(lab().status().machines())
        .anySatisfy(
            machine -> {
              assertThat(machine.vmid()).isEqualTo(103);
              assertThat(machine.running()).isTrue();
            });

    lab().up(System.err::println);
    ApiClient again = client();
    assertThat(hostKey(again, 103)).isEqualTo(key);
    assertThat(ssh(again, 103, "test -e /run/still-the-same-boot").succeeded()).isTrue();
    assertThat(again.call("GET", "/nodes/pve/qemu/103/status/current").data())
        .containsEntry("status", "running");

    Command.run("kill", "-9", Long.toString(lab().status().daemonPid().orElseThrow()));
    Path pid = new LabDirectory(config().directory()).disks().resolve("103/machine.pid");
    Command.run("kill", "-9", Files.readString(pid).replaceFirst(" .*", "").strip());
    lab().down();
    assertThat(traces()).isEmpty();
  }

  @Test
  void resetRemovesMachinesAndKeepsTheToken() throws Exception {
    lab().up(System.err::println);
    makeTemplate(client());
    startClone(client(), 104);
    String token = Files.readString(new LabDirectory(config().directory()).token());
    lab().reset();
    assertThat(lab().status().machines()).isEmpty();
    assertThat(client().call("GET", "/cluster/resources", "type", "vm").text()).isEqualTo("[]");
    assertThat(Files.readString(new LabDirectory(config().directory()).token())).isEqualTo(token);
    assertThatThrownBy(() -> new Lab(config().withSubnet("10.67.251.0/24")).up(System.err::println))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("take it down before");
  }
}
