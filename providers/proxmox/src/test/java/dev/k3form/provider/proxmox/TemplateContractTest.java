package dev.k3form.provider.proxmox;

import dev.k3form.lab.api.Fault;
import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import dev.k3form.provider.proxmox.session.ProxmoxSession;
import dev.k3form.provider.proxmox.template.ProxmoxTemplate;
import dev.k3form.provider.proxmox.template.ProxmoxTemplateType;
import dev.k3form.spi.ResourceType;
import dev.k3form.testkit.ProviderContract;
import dev.k3form.testkit.Subject;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The provider contract for {@code proxmox_template}. */
final class TemplateContractTest extends ProviderContract<ProxmoxTemplate, ProxmoxSession> {
  @Override
  protected Subject<ProxmoxTemplate, ProxmoxSession> subject() throws Exception {
    World world = new World();
    return new Subject<>() {
      @Override
      public ResourceType<ProxmoxTemplate, ProxmoxSession> type() {
        return new ProxmoxTemplateType();
      }

      @Override
      public ProxmoxSession open() throws Exception {
        return world.open();
      }

      @Override
      public Value.Obj configuration() {
        return World.template()
            .without("vmid")
            .with("description", Value.str("Base of all machines"))
            .with(
                "tags",
                new Value.SetOf(Type.STRING, List.of(Value.str("Base"), Value.str("k3form"))))
            .with("disk_size", new Value.Size(BigInteger.valueOf(16L << 30)))
            .with("memory", new Value.Size(BigInteger.valueOf(2L << 30)))
            .with("cpu_type", Value.str("host"));
      }

      @Override
      public Optional<Value.Obj> changed() {
        return Optional.of(
            configuration()
                .with("name", Value.str("debian-base"))
                .with("cores", Value.num(2))
                .with("tags", new Value.SetOf(Type.STRING, List.of()))
                .with("disk_size", new Value.Size(BigInteger.valueOf(20L << 30))));
      }

      @Override
      public Optional<Value.Obj> replacing() {
        return Optional.of(configuration().with("bios", Value.str("ovmf")));
      }

      @Override
      public List<Value.Obj> invalid() {
        return List.of(
            configuration().without("image"),
            configuration().with("name", Value.str("under_score")),
            configuration().with("vmid", Value.num(7)),
            configuration().with("image_url", Value.str("https://example.org/a.qcow2")),
            configuration().without("image").with("image_url", Value.str("https://example.org/a")),
            configuration().with("checksum", Value.str("12")));
      }

      @Override
      public OptionalInt objects() {
        return OptionalInt.of(world.server.datacenter().repository().vms().size());
      }

      @Override
      public Optional<String> importId(Value.Obj applied) {
        return applied.get("vmid") instanceof Value.Num(var id)
            ? Optional.of("pve/" + id.toPlainString())
            : Optional.empty();
      }

      @Override
      public Set<String> notImported() {
        return Set.of("image", "disk_size", "tags");
      }

      @Override
      public boolean drift(Value.Obj applied) throws Exception {
        try (ProxmoxSession session = open()) {
          session
              .api()
              .put(
                  "/nodes/pve/qemu/"
                      + ((Value.Num) applied.get("vmid")).value().intValue()
                      + "/config",
                  Map.of("cores", "7", "description", "changed by hand"),
                  dev.k3form.testkit.RecordingContext.calm());
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
}
