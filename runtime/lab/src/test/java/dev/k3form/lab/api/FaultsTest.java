package dev.k3form.lab.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.k3form.lab.datacenter.Timing;
import dev.k3form.lab.machine.InMemoryMachines;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each fault strikes the request that it was meant for, once, and does what its name says. */
class FaultsTest {

  private static final String CLONE = "/nodes/*/qemu/*/clone";

  private LabServer server;
  private ApiClient api;

  @BeforeEach
  void start() throws Exception {
    server = LabServer.inMemory(new InMemoryMachines());
    api = ApiClient.of(server);
    api.task(
        "POST",
        "/nodes/pve/qemu",
        "vmid",
        "9000",
        "name",
        "t",
        "scsi0",
        "local:0,import-from=local:import/debian-12-genericcloud-amd64.qcow2",
        "ide2",
        "local:cloudinit");
    api.task("POST", "/nodes/pve/qemu/9000/template");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String copy(int id) throws Exception {
    return api.task(
        "POST",
        "/nodes/pve/qemu/9000/clone",
        "newid",
        Integer.toString(id),
        "description",
        "marker-" + id);
  }

  @Test
  void killedWorkerLeavesItsLock() throws Exception {
    server.faults().next("POST", CLONE, new Fault.WorkerKilled());
    assertThat(copy(340)).isEqualTo("unexpected status");
    assertThat(api.call("GET", "/nodes/pve/qemu/340/config").data())
        .containsEntry("lock", "clone")
        .containsEntry("description", "marker-340")
        .doesNotContainKey("scsi0");
    assertThat(api.task("DELETE", "/nodes/pve/qemu/340")).isEqualTo("VM is locked (clone)");
    assertThat(api.task("POST", "/nodes/pve/qemu/340/status/start"))
        .isEqualTo("VM is locked (clone)");
    var put = api.call("PUT", "/nodes/pve/qemu/340/config", "cores", "2");
    assertThat(put.message()).isEqualTo("VM is locked (clone)\n");
    assertThat(api.call("PUT", "/nodes/pve/qemu/340/config", "delete", "lock").message())
        .isEqualTo("only root can set 'lock' config\n");
  }

  @Test
  void lostRaceFailsInTheTask() throws Exception {
    server.faults().next("POST", CLONE, new Fault.IdRaceLost());
    assertThat(copy(160)).isEqualTo("unable to create VM 160: config file already exists");
    assertThat(api.call("GET", "/nodes/pve/qemu/160/config").data())
        .containsEntry("description", "not yours");
  }

  @Test
  void locksTimeOutInTheTask() throws Exception {
    server.faults().times(2, "POST", CLONE, Fault.vmLockTimeout(170));
    assertThat(copy(170))
        .isEqualTo("can't lock file '/var/lock/qemu-server/lock-170.conf' - got timeout");
    assertThat(copy(170)).endsWith("got timeout");
    assertThat(copy(170)).isEqualTo("OK");
  }

  @Test
  void heldLocksAreReal() throws Exception {
    try (var _ = server.datacenter().locks().vm(9000, Duration.ofSeconds(1))) {
      assertThat(copy(171))
          .isEqualTo("can't lock file '/var/lock/qemu-server/lock-9000.conf' - got timeout");
    }
    try (var _ = server.datacenter().locks().storage("local", Duration.ofSeconds(1))) {
      assertThat(copy(171))
          .isEqualTo(
              "clone failed: can't lock file '/var/lock/pve-manager/pve-storage-local' - got"
                  + " timeout");
    }
    assertThat(server.datacenter().repository().vm(171)).isEmpty();
  }

  @Test
  void answerIsLostAfterTheEffect() throws Exception {
    server.faults().next("PUT", "/nodes/*/qemu/*/config", Fault.lostAnswer());
    assertThat(api.call("PUT", "/nodes/pve/qemu/9000/config", "name", "new").status())
        .isEqualTo(596);
    assertThat(api.call("GET", "/nodes/pve/qemu/9000/config").data()).containsEntry("name", "new");
  }

  @Test
  void unreachableDaemonDoesNothing() throws Exception {
    server.faults().next("PUT", "/nodes/*/qemu/*/config", Fault.unreachableDaemon());
    assertThat(api.call("PUT", "/nodes/pve/qemu/9000/config", "name", "new").status())
        .isEqualTo(595);
    assertThat(api.call("GET", "/nodes/pve/qemu/9000/config").data()).containsEntry("name", "t");
  }

  @Test
  void connectionIsLost() throws Exception {
    server.faults().next("POST", CLONE, new Fault.ConnectionLost(true));
    assertThatThrownBy(() -> copy(180)).isInstanceOf(IOException.class);
    server.datacenter().tasks().all().getFirst().await();
    assertThat(server.datacenter().vm(180).option("description")).contains("marker-180");
  }

  @Test
  void nullInPlaceOfTaskIdAndWarnings() throws Exception {
    server.faults().next("PUT", "/nodes/*/qemu/*/resize", new Fault.NullTaskId());
    var reply = api.call("PUT", "/nodes/pve/qemu/9000/resize", "disk", "scsi0", "size", "3G");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.raw()).isNull();
    assertThat(api.call("GET", "/nodes/pve/qemu/9000/config").text()).contains("size=3G");
    server.faults().next("POST", CLONE, new Fault.TaskWarns(1));
    assertThat(copy(190)).isEqualTo("WARNINGS: 1");
  }

  @Test
  void resourcesAreStaleWhenAskedFor() throws Exception {
    server.faults().next("GET", "/cluster/resources", new Fault.StaleResources());
    assertThat(api.call("GET", "/cluster/resources", "type", "vm").text())
        .contains("status=unknown")
        .doesNotContain("name=");
    assertThat(api.call("GET", "/cluster/resources", "type", "vm").text())
        .contains("status=stopped", "name=t");
  }

  @Test
  void tokensAreLimitedByTheirPrivileges() throws Exception {
    String weak = server.addToken("weak", Privileges.without("VM.Config.CPU"));
    var limited = new ApiClient(server.endpoint(), weak, server.caPem());
    var reply = limited.call("PUT", "/nodes/pve/qemu/9000/config", "cores", "2");
    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.message()).isEqualTo("Permission check failed (/vms/9000, VM.Config.CPU)\n");
    String none =
        server.addToken("none", Privileges.on("/vms/9000", java.util.List.of("VM.Audit")));
    var reader = new ApiClient(server.endpoint(), none, server.caPem());
    assertThat(reader.call("PUT", "/nodes/pve/qemu/9000/config", "cores", "2").message())
        .isEqualTo(
            "Permission check failed (/vms/9000, VM.Config.Disk|VM.Config.CDROM|VM.Config.CPU|"
                + "VM.Config.Memory|VM.Config.Network|VM.Config.HWType|VM.Config.Options|"
                + "VM.Config.Cloudinit)\n");
    assertThat(reader.call("GET", "/access/permissions").data()).containsOnlyKeys("/vms/9000");
  }

  @Test
  void stateOutlivesTheServer(@TempDir Path directory) throws Exception {
    var machines = new InMemoryMachines();
    String upid;
    try (var first = LabServer.inMemory(machines, Timing.immediate(), Optional.of(directory))) {
      var client = ApiClient.of(first);
      client.task("POST", "/nodes/pve/qemu", "vmid", "105", "name", "kept", "scsi0", "local:1");
      first.faults().next("DELETE", "/nodes/*/qemu/*", new Fault.SlowTask(Duration.ofHours(1)));
      upid = client.call("DELETE", "/nodes/pve/qemu/105").text();
    }
    try (var second = LabServer.inMemory(machines, Timing.immediate(), Optional.of(directory))) {
      var client = ApiClient.of(second);
      assertThat(client.call("GET", "/nodes/pve/qemu/105/config").data())
          .containsEntry("name", "kept");
      assertThat(client.await(upid)).isIn("unexpected status", "interrupted by signal");
    }
  }
}
