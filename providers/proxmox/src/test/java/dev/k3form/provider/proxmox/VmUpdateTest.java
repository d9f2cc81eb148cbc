package dev.k3form.provider.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.lab.api.RecordedRequest;
import dev.k3form.model.schema.Effect;
import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import dev.k3form.provider.proxmox.session.ProxmoxSession;
import dev.k3form.provider.proxmox.vm.VmNetwork;
import dev.k3form.spi.plan.Planned;
import dev.k3form.testkit.RecordingContext;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changes in place: what restarts, what is kept, what is asked of the server. */
final class VmUpdateTest {
  private World world;
  private ProxmoxSession session;

  @BeforeEach
  void begin() throws Exception {
    world = new World();
    session = world.open();
    world.makeTemplate(session);
  }

  @AfterEach
  void end() {
    session.close();
    world.close();
  }

  private Value.Obj create(Value.Obj config) throws Exception {
    return world.createVm(config, session, RecordingContext.calm());
  }

  private List<String> calls() {
    return world.server.requests().stream()
        .filter(r -> !r.method().equals("GET"))
        .map(r -> r.method() + " " + r.path())
        .toList();
  }

  private Optional<RecordedRequest> call(String suffix) {
    return world.server.requests().stream()
        .filter(r -> !r.method().equals("GET") && r.path().endsWith(suffix))
        .findFirst();
  }

  @Test
  void aCreationAsksOnlyWhatItMust() throws Exception {
    world.server.forgetRequests();
    create(World.vm("a").with("user", Value.str("debian")));
    assertThat(calls())
        .containsExactly(
            "POST /nodes/pve/qemu/9000/clone",
            "POST /nodes/pve/qemu/100/config",
            "POST /nodes/pve/qemu/100/status/start");
    assertThat(call("/clone").orElseThrow().parameters())
        .isEqualTo(
            Map.of(
                "newid", "100",
                "name", "a",
                "full", "0",
                "description", "k3form:5f0c2a9be1d74c36"));
    Map<String, String> config = call("/config").orElseThrow().parameters();
    assertThat(config)
        .containsEntry("ipconfig0", "ip=10.67.0.21/24,gw=10.67.0.1")
        .containsEntry("ciuser", "debian")
        .containsEntry("ciupgrade", "0")
        .containsEntry("onboot", "1")
        .containsKey("digest")
        .doesNotContainKeys("memory", "cores", "net0", "name", "description");
  }

  @Test
  void whatAClonedTemplateBringsAlongIsRemoved() throws Exception {
    session
        .api()
        .put(
            "/nodes/pve/qemu/9000/config",
            Map.of(
                "ipconfig0",
                "ip=10.67.0.99/24",
                "tags",
                "base",
                "ciuser",
                "root",
                "ipconfig1",
                "ip=dhcp",
                "nameserver",
                "1.1.1.1"),
            RecordingContext.calm());
    create(World.vm("a"));
    var made = world.server.datacenter().vm(100).effective();
    assertThat(made)
        .containsEntry("ipconfig0", "ip=10.67.0.21/24,gw=10.67.0.1")
        .doesNotContainKeys("tags", "ciuser", "ipconfig1", "nameserver");
  }

  @Test
  void hardwareChangesRestartTheMachineAndThePlanSaysSo() throws Exception {
    Value.Obj vm = create(World.vm("a"));
    Value.Obj config = World.vm("a").with("cores", Value.num(4));
    Planned planned = world.vms.plan(config, Optional.of(vm));
    assertThat(planned.disruptions())
        .containsExactly(
            new Planned.Disruption(Effect.RESTART, "the machine is restarted for cores"));
    assertThat(planned.values().get("host_key")).isEqualTo(vm.get("host_key"));
    world.server.forgetRequests();
    Value.Obj after = world.update(vm, config, session, RecordingContext.calm());
    assertThat(calls())
        .containsExactly(
            "POST /nodes/pve/qemu/100/config",
            "POST /nodes/pve/qemu/100/status/shutdown",
            "POST /nodes/pve/qemu/100/status/start");
    assertThat(after.get("pending")).isEqualTo(new Value.SetOf(Type.STRING, List.of()));
    assertThat(world.server.datacenter().vm(100).hasPending()).isFalse();
  }

  @Test
  void withoutLeaveToRestartChangesStayPending() throws Exception {
    Value.Obj never = World.vm("a").with("reboot", Value.str("never"));
    Value.Obj vm = create(never);
    Value.Obj config = never.with("cores", Value.num(4));
    assertThat(world.vms.plan(config, Optional.of(vm)).disruptions().getFirst().what())
        .contains("cores: waits for a restart");
    world.server.forgetRequests();
    Value.Obj after = world.update(vm, config, session, RecordingContext.calm());
    assertThat(calls()).containsExactly("POST /nodes/pve/qemu/100/config");
    assertThat(after.get("pending"))
        .isEqualTo(new Value.SetOf(Type.STRING, List.of(Value.str("cores"))));
    Planned second = world.vms.plan(config, Optional.of(after));
    assertThat(second.values()).isEqualTo(after);
    Planned allowed =
        world.vms.plan(config.with("reboot", Value.str("when_needed")), Optional.of(after));
    assertThat(allowed.disruptions().getFirst().effect()).isEqualTo(Effect.RESTART);
  }

  @Test
  void fastChangesRestartNothing() throws Exception {
    Value.Obj vm = create(World.vm("a"));
    Value.Obj config =
        World.vm("a")
            .with("description", Value.str("hello"))
            .with("tags", new Value.SetOf(Type.STRING, List.of(Value.str("x"))))
            .with("on_boot", Values.FALSE);
    assertThat(world.vms.plan(config, Optional.of(vm)).disruptions()).isEmpty();
    world.server.forgetRequests();
    world.update(vm, config, session, RecordingContext.calm());
    assertThat(calls()).containsExactly("POST /nodes/pve/qemu/100/config");
    assertThat(world.server.datacenter().vm(100).option("description"))
        .contains("k3form:5f0c2a9be1d74c36\nhello");
  }

  @Test
  void aCardKeepsItsMacAddress() throws Exception {
    Value.Obj vm = create(World.vm("a"));
    String before = world.server.datacenter().vm(100).option("net0").orElseThrow();
    Value.Obj tagged = World.network("10.67.0.21/24").with("tag", Value.num(10));
    Value.Obj after =
        world.update(
            vm,
            World.vm("a").with("network", World.networks(tagged)),
            session,
            RecordingContext.calm());
    assertThat(after.get("mac_addresses")).isEqualTo(vm.get("mac_addresses"));
    assertThat(world.server.datacenter().vm(100).effective().get("net0"))
        .isEqualTo(before + ",tag=10");
  }

  @Test
  void anAddressInTheConfigurationIsKnownInThePlan() {
    Planned planned = world.vms.plan(World.vm("a"), Optional.empty());
    assertThat(planned.values().get("ipv4_address")).isEqualTo(Value.str("10.67.0.21"));
    Value.Obj ssh = (Value.Obj) planned.values().get("ssh");
    assertThat(ssh.get("address")).isEqualTo(Value.str("10.67.0.21"));
    assertThat(ssh.get("host_key")).isInstanceOf(Value.Unknown.class);
    Value.Obj dhcp =
        World.vm("a")
            .with(
                "network",
                World.networks(
                    World.block(
                        VmNetwork.class,
                        Map.of("bridge", Value.str("vmbr0"), "address", Value.str("dhcp")))));
    assertThat(world.vms.plan(dhcp, Optional.empty()).values().get("ipv4_address"))
        .isInstanceOf(Value.Unknown.class);
  }

  @Test
  void aNewAddressMeansNewHostKeys() throws Exception {
    Value.Obj vm = create(World.vm("a"));
    Value.Obj config =
        World.vm("a").with("network", World.networks(World.network("10.67.0.31/24")));
    Planned planned = world.vms.plan(config, Optional.of(vm));
    assertThat(planned.values().get("host_key")).isInstanceOf(Value.Unknown.class);
    assertThat(planned.disruptions())
        .anyMatch(d -> d.what().contains("new SSH host keys"))
        .anyMatch(d -> d.effect() == Effect.RESTART);
    world.machines.putFile(
        100,
        "/etc/ssh/ssh_host_ed25519_key.pub",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFbLvKaHqfz5p8OXRPnuasPLDPX82JpFMRDS7EPmQn7n"
            + " root@a\n");
    Value.Obj after = world.update(vm, config, session, RecordingContext.calm());
    assertThat(after.get("host_key"))
        .isEqualTo(
            Value.str(
                "ssh-ed25519"
                    + " AAAAC3NzaC1lZDI1NTE5AAAAIFbLvKaHqfz5p8OXRPnuasPLDPX82JpFMRDS7EPmQn7n"));
    assertThat(after.get("ipv4_address")).isEqualTo(Value.str("10.67.0.31"));
  }

  @Test
  void whatCannotBeChangedIsRefusedByThePlan() throws Exception {
    Value.Obj config =
        World.vm("a").with("disk_size", new Value.Size(BigInteger.valueOf(20L << 30)));
    Value.Obj vm = create(config);
    Planned planned =
        world.vms.plan(
            config
                .with("disk_size", new Value.Size(BigInteger.valueOf(18L << 30)))
                .with("node", Value.str("other")),
            Optional.of(vm));
    assertThat(planned.replaceBecause()).isEmpty();
    assertThat(planned.refusals())
        .extracting(r -> r.path().toString() + ": " + r.summary())
        .containsExactly(
            "disk_size: a disk cannot shrink from 20G",
            "node: a machine is not migrated by k3form");
  }

  @Test
  void aLaterTemplateChangesNothing() throws Exception {
    Value.Obj vm = create(World.vm("a"));
    Planned planned = world.vms.plan(World.vm("a").with("clone", Value.num(9001)), Optional.of(vm));
    assertThat(planned.replaceBecause()).isEmpty();
    assertThat(planned.disruptions())
        .anyMatch(d -> d.effect() == Effect.UPDATE && d.what().startsWith("clone counts"));
  }

  @Test
  void aRefreshOfManyAsksForTheListOnce() throws Exception {
    List<Value.Obj> vms = new java.util.ArrayList<>();
    for (int i = 0; i < 5; i++) {
      vms.add(world.createVm(World.vm("m" + i), session, RecordingContext.of("key" + i)));
    }
    try (ProxmoxSession fresh = world.open()) {
      world.server.forgetRequests();
      for (Value.Obj vm : vms) {
        assertThat(world.vms.read(vm, fresh, RecordingContext.calm())).contains(vm);
      }
    }
    List<String> paths = world.server.requests().stream().map(RecordedRequest::path).toList();
    assertThat(paths).filteredOn("/cluster/resources"::equals).hasSize(1);
    assertThat(paths).hasSize(1 + 1 + 5);
    assertThat(paths).noneMatch(path -> path.contains("/agent/"));
  }

  @Test
  void aMachineThatWasStoppedByHandIsStarted() throws Exception {
    Value.Obj vm = create(World.vm("a"));
    world.machines.kill(100);
    try (ProxmoxSession fresh = world.open()) {
      Value.Obj found = world.vms.read(vm, fresh, RecordingContext.calm()).orElseThrow();
      assertThat(found.get("started")).isEqualTo(Values.FALSE);
      Value.Obj after = world.update(found, World.vm("a"), fresh, RecordingContext.calm());
      assertThat(after).isEqualTo(vm);
    }
  }

  @Test
  void tagsAndDescriptionThatWereOnlyRewrittenAreNoDrift() throws Exception {
    Value.Obj config =
        World.vm("a")
            .with(
                "tags",
                new Value.SetOf(Type.STRING, List.of(Value.str("Zeta"), Value.str("alpha"))))
            .with("description", Value.str("text with a newline at its end\n"));
    Value.Obj vm = create(config);
    assertThat(world.server.datacenter().vm(100).option("tags")).contains("alpha;zeta");
    assertThat(world.vms.read(vm, session, RecordingContext.calm())).contains(vm);
    assertThat(world.vms.plan(config, Optional.of(vm)).values()).isEqualTo(vm);
  }
}
