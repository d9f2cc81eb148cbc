package dev.k3form.provider.proxmox;

import dev.k3form.lab.api.Fault;
import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import dev.k3form.provider.proxmox.session.ProxmoxSession;
import dev.k3form.provider.proxmox.vm.ProxmoxVm;
import dev.k3form.provider.proxmox.vm.ProxmoxVmType;
import dev.k3form.provider.proxmox.vm.VmDisk;
import dev.k3form.spi.ResourceType;
import dev.k3form.testkit.ProviderContract;
import dev.k3form.testkit.RecordingContext;
import dev.k3form.testkit.Subject;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The provider contract for {@code proxmox_vm}. */
final class VmContractTest extends ProviderContract<ProxmoxVm, ProxmoxSession> {
  private static final String KEY =
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFbLvKaHqfz5p8OXRPnuasPLDPX82JpFMRDS7EPmQn7n user@host";

  private static Value.Size gibibytes(long count) {
    return new Value.Size(BigInteger.valueOf(count << 30));
  }

  @Override
  protected Subject<ProxmoxVm, ProxmoxSession> subject() throws Exception {
    World world = new World();
    try (ProxmoxSession session = world.open()) {
      world.makeTemplate(session);
    }
    return new Subject<>() {
      @Override
      public ResourceType<ProxmoxVm, ProxmoxSession> type() {
        return new ProxmoxVmType();
      }

      @Override
      public ProxmoxSession open() throws Exception {
        return world.open();
      }

      @Override
      public Value.Obj configuration() {
        return World.vm("lb-01")
            .with("description", Value.str("Load balancer"))
            .with("tags", set("K3form", "lb"))
            .with("cores", Value.num(2))
            .with("memory", gibibytes(2))
            .with("cpu_type", Value.str("host"))
            .with("balloon", gibibytes(1))
            .with("disk_size", gibibytes(16))
            .with("disk", disks(10))
            .with("dns", new Value.ListOf(Type.STRING, List.of(Value.str("10.67.0.1"))))
            .with("searchdomain", Value.str("example.lan"))
            .with("user", Value.str("debian"))
            .with("ssh_keys", new Value.ListOf(Type.STRING, List.of(Value.str(KEY))))
            .with("startup", Value.str("order=2,up=30"))
            .with("identity_file", Value.str("id_ed25519"));
      }

      private Value disks(long size) {
        return World.blocks(
            "disk",
            Map.of(
                "scsi1",
                World.block(
                    VmDisk.class, Map.of("storage", Value.str("local"), "size", gibibytes(size)))));
      }

      private Value set(String... tags) {
        return new Value.SetOf(Type.STRING, List.of(tags).stream().<Value>map(Value::str).toList());
      }

      @Override
      public Optional<Value.Obj> changed() {
        return Optional.of(
            configuration()
                .with("name", Value.str("lb-one"))
                .with("cores", Value.num(3))
                .with("description", Value.str("Changed"))
                .with("tags", set("k3form", "prod"))
                .with("disk_size", gibibytes(20))
                .with("disk", disks(12))
                .with("network", World.networks(World.network("10.67.0.22/24")))
                .with("startup", dev.k3form.model.value.Values.NULL));
      }

      @Override
      public Optional<Value.Obj> replacing() {
        return Optional.of(configuration().with("vmid", Value.num(777)));
      }

      @Override
      public List<Value.Obj> invalid() {
        return List.of(
            configuration().with("name", Value.str("under_score")),
            configuration().with("vmid", Value.num(99)),
            configuration().with("tags", set("no spaces")),
            configuration().with("storage", Value.str("local")),
            configuration().with("network", World.networks(World.network("10.67.0.21"))),
            configuration().with("network", World.networks(World.network("dhcp"))),
            configuration().with("disk", disks(0)),
            configuration()
                .with("ssh_keys", new Value.ListOf(Type.STRING, List.of(Value.str("hello")))),
            configuration().with("startup", Value.str("soon")));
      }

      @Override
      public OptionalInt objects() {
        return world.count(false);
      }

      @Override
      public Optional<String> importId(Value.Obj applied) {
        return Optional.of("pve/" + id(applied));
      }

      @Override
      public Set<String> notImported() {
        return Set.of("wait_for", "identity_file", "disk", "ssh", "tags");
      }

      @Override
      public boolean drift(Value.Obj applied) throws Exception {
        try (ProxmoxSession session = open()) {
          session
              .api()
              .put(
                  "/nodes/pve/qemu/" + id(applied) + "/config",
                  Map.of("cores", "4", "description", "by hand", "tags", "other"),
                  RecordingContext.calm());
        }
        return true;
      }

      @Override
      public boolean breakDown() {
        world
            .server
            .faults()
            .always("GET", "/cluster/resources", new Fault.AnswerInstead(500, "broken", Map.of()));
        return true;
      }

      @Override
      public void close() {
        world.close();
      }
    };
  }

  private static int id(Value.Obj applied) {
    return ((Value.Num) applied.get("vmid")).value().intValue();
  }
}
