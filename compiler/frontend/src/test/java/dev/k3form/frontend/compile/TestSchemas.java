package dev.k3form.frontend.compile;

import dev.k3form.model.schema.AttributeSchema;
import dev.k3form.model.schema.BlockSchema;
import dev.k3form.model.schema.Effect;
import dev.k3form.model.schema.NestedBlock;
import dev.k3form.model.schema.Presence;
import dev.k3form.model.schema.ProviderSchema;
import dev.k3form.model.schema.ResourceSchema;
import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Schemas of a made-up provider, with everything that schemas can say. */
public final class TestSchemas {
  private TestSchemas() {}

  /** Returns the schemas. */
  public static List<ProviderSchema> all() {
    Type ssh =
        Type.Obj.of(Map.of("address", Type.STRING, "user", Type.STRING, "port", Type.NUMBER));
    BlockSchema network =
        block(
            List.of(
                attribute("bridge", Type.STRING, Presence.REQUIRED),
                attribute("address", Type.STRING, Presence.OPTIONAL)),
            List.of());
    BlockSchema vm =
        block(
            List.of(
                attribute("name", Type.STRING, Presence.REQUIRED),
                attribute("cores", Type.NUMBER, Presence.OPTIONAL),
                attribute("memory", Type.SIZE, Presence.OPTIONAL),
                attribute("mode", new Type.OneOf(List.of("fast", "slow")), Presence.OPTIONAL),
                attribute("tags", new Type.SetOf(Type.STRING), Presence.OPTIONAL),
                attribute("timeout", Type.DURATION, Presence.OPTIONAL),
                secret("password"),
                deprecated("cpus", "use `cores`"),
                attribute("id", Type.STRING, Presence.COMPUTED),
                attribute("ip", Type.STRING, Presence.COMPUTED),
                attribute("ssh", ssh, Presence.COMPUTED)),
            List.of(
                new NestedBlock(
                    "network", "A network card.", NestedBlock.Nesting.MAP, network, 0, 8),
                new NestedBlock(
                    "disk",
                    "A disk.",
                    NestedBlock.Nesting.LIST,
                    block(List.of(attribute("size", Type.SIZE, Presence.REQUIRED)), List.of()),
                    0,
                    4),
                new NestedBlock(
                    "boot",
                    "How it boots.",
                    NestedBlock.Nesting.SINGLE,
                    block(List.of(attribute("order", Type.STRING, Presence.OPTIONAL)), List.of()),
                    0,
                    1)));
    BlockSchema file =
        block(
            List.of(
                attribute("host", ssh, Presence.REQUIRED),
                attribute("path", Type.STRING, Presence.REQUIRED),
                attribute("content", Type.STRING, Presence.OPTIONAL),
                attribute("hash", Type.STRING, Presence.COMPUTED)),
            List.of());
    BlockSchema data =
        block(
            List.of(
                attribute("input", Type.ANY, Presence.OPTIONAL),
                attribute("output", Type.ANY, Presence.COMPUTED)),
            List.of());
    TreeMap<String, ResourceSchema> resources = new TreeMap<>();
    resources.put("test_vm", new ResourceSchema("test_vm", "A machine.", 0, vm, ""));
    resources.put("test_file", new ResourceSchema("test_file", "A file.", 0, file, ""));
    resources.put("test_data", new ResourceSchema("test_data", "A value.", 0, data, ""));
    TreeMap<String, ResourceSchema> sources = new TreeMap<>();
    sources.put(
        "test_image",
        new ResourceSchema(
            "test_image",
            "An image.",
            0,
            block(
                List.of(
                    attribute("name", Type.STRING, Presence.REQUIRED),
                    attribute("id", Type.NUMBER, Presence.COMPUTED)),
                List.of()),
            ""));
    BlockSchema configuration =
        block(
            List.of(attribute("endpoint", Type.STRING, Presence.OPTIONAL), secret("token")),
            List.of());
    return List.of(
        new ProviderSchema("test", "A provider.", configuration, resources, sources),
        proxmox(configuration, vm),
        builtIn());
  }

  /** Returns what the pages about diagnostics use, by the names of real resources. */
  private static ProviderSchema proxmox(BlockSchema configuration, BlockSchema vm) {
    BlockSchema pool =
        block(
            List.of(attribute("name", Type.STRING, Presence.REQUIRED)),
            List.of(
                new NestedBlock(
                    "member",
                    "A machine of the pool.",
                    NestedBlock.Nesting.LIST,
                    block(List.of(attribute("vmid", Type.NUMBER, Presence.REQUIRED)), List.of()),
                    1,
                    100)));
    TreeMap<String, ResourceSchema> resources = new TreeMap<>();
    resources.put("proxmox_vm", new ResourceSchema("proxmox_vm", "A machine.", 0, vm, ""));
    resources.put("proxmox_pool", new ResourceSchema("proxmox_pool", "A pool.", 0, pool, ""));
    return new ProviderSchema("proxmox", "A provider.", configuration, resources, new TreeMap<>());
  }

  private static ProviderSchema builtIn() {
    BlockSchema data =
        block(
            List.of(
                attribute("input", Type.ANY, Presence.OPTIONAL),
                attribute("triggers_replace", Type.ANY, Presence.OPTIONAL),
                secret("secret_input"),
                attribute("output", Type.ANY, Presence.COMPUTED),
                attribute("id", Type.STRING, Presence.COMPUTED)),
            List.of());
    TreeMap<String, ResourceSchema> resources = new TreeMap<>();
    resources.put("k3form_data", new ResourceSchema("k3form_data", "A value.", 0, data, ""));
    return new ProviderSchema("k3form", "Built in.", BlockSchema.EMPTY, resources, new TreeMap<>());
  }

  private static BlockSchema block(List<AttributeSchema> attributes, List<NestedBlock> blocks) {
    Map<String, AttributeSchema> byName = new LinkedHashMap<>();
    attributes.forEach(a -> byName.put(a.name(), a));
    Map<String, NestedBlock> nested = new LinkedHashMap<>();
    blocks.forEach(b -> nested.put(b.name(), b));
    return new BlockSchema(byName, nested);
  }

  private static AttributeSchema attribute(String name, Type type, Presence presence) {
    return attribute(name, type, presence, false, "");
  }

  private static AttributeSchema secret(String name) {
    return attribute(name, Type.STRING, Presence.OPTIONAL, true, "");
  }

  private static AttributeSchema deprecated(String name, String instead) {
    return attribute(name, Type.NUMBER, Presence.OPTIONAL, false, instead);
  }

  private static AttributeSchema attribute(
      String name, Type type, Presence presence, boolean secret, String deprecated) {
    return new AttributeSchema(
        name,
        type,
        "The " + name + ".",
        presence,
        Optional.<Value>empty(),
        Effect.UPDATE,
        secret,
        "",
        deprecated);
  }
}
