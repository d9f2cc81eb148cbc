package dev.k3form.lab.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.lab.machine.InMemoryMachines;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The observed answers of Proxmox VE 9.2, asked of the lab: same words, same shapes. */
class TranscriptTest {

  private static final String KEY =
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFbLvKaHqfz5p8OXRPnuasPLDPX82JpFMRDS7EPmQn7n user@host";
  private static final String KEY_ENCODED =
      "ssh-ed25519%20AAAAC3NzaC1lZDI1NTE5AAAAIFbLvKaHqfz5p8OXRPnuasPLDPX82JpFMRDS7EPmQn7n"
          + "%20user%40host";

  private final InMemoryMachines machines = new InMemoryMachines();
  private LabServer server;
  private ApiClient api;

  @BeforeEach
  void start() throws Exception {
    server = LabServer.inMemory(machines);
    api = ApiClient.of(server);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void createTemplateSource() throws Exception {
    String exit =
        api.task(
            "POST",
            "/nodes/pve/qemu",
            "vmid",
            "9000",
            "name",
            "tmpl",
            "memory",
            "512",
            "cores",
            "2",
            "agent",
            "1",
            "ide2",
            "local:cloudinit",
            "scsi0",
            "local:1,format=qcow2",
            "boot",
            "order=scsi0",
            "tags",
            "Zeta,alpha;k3form",
            "serial0",
            "socket",
            "vga",
            "serial0",
            "ostype",
            "l26",
            "scsihw",
            "virtio-scsi-single",
            "description",
            "k3form:id=abc",
            "net0",
            "virtio,bridge=vmbr0");
    assertThat(exit).isEqualTo("OK");
  }

  private void makeTemplate() throws Exception {
    createTemplateSource();
    assertThat(api.task("PUT", "/nodes/pve/qemu/9000/resize", "disk", "scsi0", "size", "2G"))
        .isEqualTo("OK");
    assertThat(api.task("POST", "/nodes/pve/qemu/9000/template")).isEqualTo("OK");
  }

  @Test
  void versionAndFirstIds() throws Exception {
    assertThat(api.call("GET", "/version").data()).containsEntry("version", "9.2.0");
    assertThat(api.call("GET", "/cluster/nextid").raw()).isEqualTo("100");
    createTemplateSource();
    assertThat(api.call("GET", "/cluster/nextid", "vmid", "9000").errors())
        .containsEntry("vmid", "VM 9000 already exists");
  }

  @Test
  void parametersThatDoNotFit() throws Exception {
    var reply =
        api.call(
            "POST",
            "/nodes/pve/qemu",
            "vmid",
            "9000",
            "name",
            "tmpl",
            "bogus",
            "1",
            "cores",
            "abc");
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.message()).isEqualTo("Parameter verification failed.\n");
    assertThat(reply.errors())
        .containsOnly(
            Map.entry(
                "bogus",
                "property is not defined in schema and the schema does not allow additional"
                    + " properties"),
            Map.entry("cores", "type check ('integer') failed - got 'abc'"));
  }

  @Test
  void createdConfigComesBackNormalised() throws Exception {
    createTemplateSource();
    Map<String, @Nullable Object> config = api.call("GET", "/nodes/pve/qemu/9000/config").data();
    assertThat(config)
        .containsEntry("boot", "order=scsi0")
        .containsEntry("agent", "1")
        .containsEntry("ide2", "local:9000/vm-9000-cloudinit.qcow2,media=cdrom")
        .containsEntry("scsi0", "local:9000/vm-9000-disk-0.qcow2,size=1G")
        .containsEntry("memory", "512")
        .containsEntry("tags", "alpha;k3form;zeta")
        .containsEntry("description", "k3form:id=abc")
        .hasEntrySatisfying("cores", v -> assertThat(v).isEqualTo(2))
        .hasEntrySatisfying(
            "net0",
            v -> assertThat(v.toString()).matches("virtio=BC:24:11:[0-9A-F:]{8},bridge=vmbr0"))
        .hasEntrySatisfying("digest", v -> assertThat(v.toString()).matches("[0-9a-f]{40}"));
    assertThat(new TreeSet<>(config.keySet()))
        .containsExactly(
            "agent",
            "boot",
            "cores",
            "description",
            "digest",
            "ide2",
            "memory",
            "meta",
            "name",
            "net0",
            "ostype",
            "scsi0",
            "scsihw",
            "serial0",
            "smbios1",
            "tags",
            "vga",
            "vmgenid");
  }

  @Test
  void whatIsRefused() throws Exception {
    createTemplateSource();
    assertError(
        "unable to create VM 9000 - VM 9000 already exists on node 'pve'",
        "POST",
        "/nodes/pve/qemu",
        "vmid",
        "9000",
        "name",
        "dup");
    for (String method : List.of("GET", "DELETE")) {
      assertError(
          "Configuration file 'nodes/pve/qemu-server/777.conf' does not exist",
          method,
          "/nodes/pve/qemu/777" + (method.equals("GET") ? "/config" : ""));
    }
    assertError(
        "hostname lookup 'nosuch' failed - failed to get address info for: nosuch: Temporary"
            + " failure in name resolution",
        "GET",
        "/nodes/nosuch/qemu/777/config");
    String config = "/nodes/pve/qemu/9000/config";
    assertError(
        "checksum mismatch (file change by other user?)",
        "PUT",
        config,
        "digest",
        "0".repeat(40),
        "cores",
        "3");
    assertError("only root can set 'args' config", "PUT", config, "args", "foo");
    assertError("only root can set 'hookscript' config", "PUT", config, "delete", "hookscript");
    assertThat(api.call("PUT", config, "cores", "0").errors())
        .containsEntry("cores", "value must have a minimum value of 1");
    assertThat(api.call("PUT", config, "delete", "nosuchopt").errors())
        .containsEntry("delete", "unknown option 'nosuchopt'");
    assertThat(api.call("PUT", config, "skiplock", "1", "cores", "2").errors())
        .containsEntry("skiplock", "Only root may use this option.");
    assertThat(api.call("PUT", config, "sshkeys", KEY).errors())
        .containsEntry("sshkeys", "invalid format - invalid urlencoded string: " + KEY + "\n");
    assertThat(api.call("GET", "/nodes/pve/tasks/garbage/status").errors())
        .containsEntry("upid", "unable to parse worker upid");
    assertThat(
            api.call(
                    "GET",
                    "/nodes/pve/tasks/UPID:pve:00000001:00000001:00000001:qmclone:1:root@pam:/status")
                .errors())
        .containsEntry("upid", "no such task");
    assertThat(api.call("PUT", config, "net0", "virtio,bridge").errors())
        .containsEntry(
            "net0", "invalid format - duplicate key in comma-separated list property: model\n");
  }

  private void assertError(String message, String method, String path, String... parameters)
      throws Exception {
    var reply = api.call(method, path, parameters);
    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.message()).isEqualTo(message + "\n");
    assertThat(reply.raw()).isNull();
  }

  @Test
  void cloudInitTexts() throws Exception {
    createTemplateSource();
    String vm = "/nodes/pve/qemu/9000";
    api.call(
        "PUT",
        vm + "/config",
        "sshkeys",
        KEY_ENCODED,
        "net0",
        "virtio=bc:24:11:aa:3d:a3,bridge=vmbr0",
        "ipconfig0",
        "ip=10.0.0.5/24,gw=10.0.0.1",
        "ciuser",
        "debian",
        "nameserver",
        "1.1.1.1");
    assertThat(api.call("GET", vm + "/cloudinit/dump", "type", "user").raw())
        .isEqualTo(
            "#cloud-config\nhostname: tmpl\nmanage_etc_hosts: true\nfqdn: tmpl\nuser: debian\n"
                + "ssh_authorized_keys:\n  - "
                + KEY
                + "\nchpasswd:\n  expire: False\nusers:\n  - default\npackage_upgrade: true\n");
    assertThat(api.call("GET", vm + "/cloudinit/dump", "type", "network").raw())
        .isEqualTo(
            """
            version: 1
            config:
                - type: physical
                  name: eth0
                  mac_address: 'bc:24:11:aa:3d:a3'
                  subnets:
                  - type: static
                    address: '10.0.0.5'
                    netmask: '255.255.255.0'
                    gateway: '10.0.0.1'
                - type: nameserver
                  address:
                  - '1.1.1.1'
            """);
    assertThat(api.call("GET", vm + "/config").data()).containsEntry("sshkeys", KEY_ENCODED);
  }

  @Test
  void templateAndClones() throws Exception {
    makeTemplate();
    assertThat(api.call("GET", "/nodes/pve/qemu/9000/config").data())
        .containsEntry("scsi0", "local:9000/base-9000-disk-0.qcow2,size=2G")
        .hasEntrySatisfying("template", v -> assertThat(v).isEqualTo(1));
    String clone = "/nodes/pve/qemu/9000/clone";
    assertThat(api.task("POST", clone, "newid", "101", "name", "n101", "description", "k3form:u"))
        .isEqualTo("OK");
    Map<String, @Nullable Object> config = api.call("GET", "/nodes/pve/qemu/101/config").data();
    assertThat(config)
        .containsEntry("scsi0", "local:9000/base-9000-disk-0.qcow2/101/vm-101-disk-0.qcow2,size=2G")
        .containsEntry("ide2", "local:101/vm-101-cloudinit.qcow2,media=cdrom,size=4M")
        .containsEntry("description", "k3form:u")
        .containsEntry("tags", "alpha;k3form;zeta")
        .doesNotContainKey("template");
    assertThat(config.get("net0"))
        .isNotEqualTo(api.call("GET", "/nodes/pve/qemu/9000/config").data().get("net0"));
    assertError(
        "unable to create VM 101: config file already exists",
        "POST",
        clone,
        "newid",
        "101",
        "name",
        "n101");
    assertError(
        "parameter 'storage' not allowed for linked clones",
        "POST",
        clone,
        "newid",
        "150",
        "storage",
        "local");
    assertError(
        "storage 'nosuch' does not exist",
        "POST",
        clone,
        "newid",
        "150",
        "full",
        "1",
        "storage",
        "nosuch");
    assertThat(api.call("POST", clone, "newid", "150", "name", "bad_name").errors())
        .containsEntry("name", "invalid format - value does not look like a valid DNS name\n");
    assertError(
        "Linked clone feature is not supported for"
            + " 'local:9000/base-9000-disk-0.qcow2/101/vm-101-disk-0.qcow2' (scsi0)",
        "POST",
        "/nodes/pve/qemu/101/clone",
        "newid",
        "150",
        "full",
        "0");
    assertThat(api.task("DELETE", "/nodes/pve/qemu/9000"))
        .isEqualTo(
            "base volume 'local:9000/base-9000-disk-0.qcow2' is still in use by linked cloned");
    assertThat(api.task("DELETE", "/nodes/pve/qemu/101", "purge", "1")).isEqualTo("OK");
    assertThat(api.task("DELETE", "/nodes/pve/qemu/9000")).isEqualTo("OK");
    assertThat(server.datacenter().repository().volumes()).hasSize(1);
  }

  @Test
  void sizesOnlyGrow() throws Exception {
    makeTemplate();
    String resize = "/nodes/pve/qemu/9000/resize";
    assertThat(api.task("PUT", resize, "disk", "scsi0", "size", "1G"))
        .isEqualTo("shrinking disks is not supported");
    assertThat(api.task("PUT", resize, "disk", "scsi7", "size", "3G"))
        .isEqualTo("disk 'scsi7' does not exist");
  }

  @Test
  void drivesAreReplacedWhole() throws Exception {
    assertThat(
            api.task(
                "POST",
                "/nodes/pve/qemu",
                "vmid",
                "200",
                "name",
                "imp",
                "scsi0",
                "local:0,import-from=local:import/debian-12-genericcloud-amd64.qcow2,ssd=1,"
                    + "discard=on,iothread=1"))
        .isEqualTo("OK");
    String config = "/nodes/pve/qemu/200/config";
    assertThat(api.call("GET", config).data())
        .containsEntry(
            "scsi0", "local:200/vm-200-disk-0.qcow2,discard=on,iothread=1,size=2G,ssd=1");
    api.call("PUT", config, "scsi0", "local:200/vm-200-disk-0.qcow2,size=50G");
    assertThat(api.call("GET", config).data())
        .containsEntry("scsi0", "local:200/vm-200-disk-0.qcow2,size=2G");
    api.call("PUT", config, "scsi1", "local:1");
    assertThat(api.call("GET", config).data())
        .containsEntry("scsi1", "local:200/vm-200-disk-1.raw,size=1G");
    api.call("PUT", config, "delete", "scsi1");
    assertThat(api.call("GET", config).data())
        .containsEntry("unused0", "local:200/vm-200-disk-1.raw")
        .doesNotContainKey("scsi1");
    api.call("PUT", config, "delete", "unused0");
    assertThat(api.call("GET", config).data()).doesNotContainKey("unused0");
    api.call("PUT", config, "tags", "");
    assertThat(api.call("GET", config).data()).containsEntry("tags", " ");
    api.call("PUT", config, "description", "line1\nline2 é #x: y");
    assertThat(api.call("GET", config).data()).containsEntry("description", "line1\nline2 é #x: y");
    assertThat(api.call("PUT", config, "scsi1", "local:0,import-from=/etc/passwd").message())
        .startsWith("Only root can pass arbitrary filesystem paths.");
  }

  @Test
  void runningMachinesKeepChangesPending() throws Exception {
    makeTemplate();
    api.task("POST", "/nodes/pve/qemu/9000/clone", "newid", "101", "name", "n101");
    String vm = "/nodes/pve/qemu/101";
    assertThat(api.task("POST", vm + "/status/start")).isEqualTo("OK");
    assertThat(api.task("POST", vm + "/status/start")).isEqualTo("VM 101 already running");
    api.call("PUT", vm + "/config", "cores", "5", "onboot", "1");
    assertThat(api.call("GET", vm + "/config").data().get("cores")).isEqualTo(5);
    assertThat(api.call("GET", vm + "/config", "current", "1").data().get("cores")).isEqualTo(2);
    assertThat(String.valueOf(api.call("GET", vm + "/pending").raw()))
        .contains("{key=cores, pending=5, value=2}")
        .contains("{key=onboot, value=1}");
    assertThat(api.task("DELETE", vm)).isEqualTo("VM 101 is running - destroy failed");
    assertThat(api.task("POST", vm + "/status/reboot")).isEqualTo("OK");
    assertThat(api.call("GET", vm + "/config", "current", "1").data().get("cores")).isEqualTo(5);
    assertThat(api.task("POST", vm + "/status/shutdown")).isEqualTo("OK");
    assertThat(api.call("GET", vm + "/status/current").data())
        .containsEntry("status", "stopped")
        .containsEntry("qmpstatus", "stopped");
  }

  @Test
  void poolsRefuseAMemberTwice() throws Exception {
    createTemplateSource();
    assertThat(
            api.call(
                    "POST",
                    "/nodes/pve/qemu/9000/clone",
                    "newid",
                    "201",
                    "full",
                    "1",
                    "pool",
                    "nosuch")
                .message())
        .isEqualTo("Permission check failed (pool 'nosuch' does not exist)\n");
    assertThat(api.call("POST", "/pools", "poolid", "k3").status()).isEqualTo(200);
    assertThat(api.call("PUT", "/pools", "poolid", "k3", "vms", "9000").status()).isEqualTo(200);
    assertError(
        "update pools failed: VM 9000 is already a pool member",
        "PUT",
        "/pools",
        "poolid",
        "k3",
        "vms",
        "9000");
    assertThat(api.call("GET", "/cluster/resources", "type", "vm").text()).contains("pool=k3");
    assertThat(api.task("DELETE", "/nodes/pve/qemu/9000")).isEqualTo("OK");
    assertThat(api.call("GET", "/pools", "poolid", "k3").text())
        .contains("members=[]", "poolid=k3");
  }

  @Test
  void agentAnswers() throws Exception {
    makeTemplate();
    api.task("POST", "/nodes/pve/qemu/9000/clone", "newid", "102", "name", "n102");
    String agent = "/nodes/pve/qemu/102/agent/";
    assertError("VM 102 is not running", "GET", agent + "network-get-interfaces");
    api.task("POST", "/nodes/pve/qemu/102/status/start");
    assertError("QEMU guest agent is not running", "GET", agent + "network-get-interfaces");

    api.task(
        "POST",
        "/nodes/pve/qemu",
        "vmid",
        "300",
        "name",
        "sys",
        "agent",
        "1",
        "scsi0",
        "local:0,import-from=local:import/debian-12-genericcloud-amd64.qcow2",
        "net0",
        "virtio,bridge=vmbr0",
        "ipconfig0",
        "ip=10.67.0.30/24,gw=10.67.0.1");
    api.task("POST", "/nodes/pve/qemu/300/status/start");
    assertThat(api.call("GET", "/nodes/pve/qemu/300/agent/network-get-interfaces").text())
        .contains("ip-address=10.67.0.30")
        .contains("prefix=24")
        .contains("hardware-address=bc:24:11:");
    assertThat(
            api.call(
                    "GET",
                    "/nodes/pve/qemu/300/agent/file-read",
                    "file",
                    "/etc/ssh/ssh_host_ed25519_key.pub")
                .text())
        .contains("ssh-ed25519 AAAA");
    assertError(
        "Agent error: failed to open file '/nowhere' (mode: 'r'): No such file or directory",
        "GET",
        "/nodes/pve/qemu/300/agent/file-read",
        "file",
        "/nowhere");
  }
}
