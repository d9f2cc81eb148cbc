package dev.k3form.state;

import dev.k3form.model.address.InstanceKey;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.graph.ProviderRef;
import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import dev.k3form.state.secret.DataKey;
import dev.k3form.state.secret.DataKeySealer;
import dev.k3form.state.secret.Sealer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Records and values that have something of everything. */
public final class Samples {
  /** A lineage. */
  public static final String LINEAGE = "0a4ff9c4-98b8-4a2c-9d8e-1f0f8f6b7a11";

  /** The provider of the samples. */
  public static final ProviderRef PROVIDER = ProviderRef.of("proxmox");

  private Samples() {}

  /** Returns a sealer of a fixed key. */
  public static Sealer sealer() {
    byte[] key = new byte[32];
    for (int i = 0; i < key.length; i++) {
      key[i] = (byte) i;
    }
    return DataKeySealer.of(DataKey.of(key));
  }

  /** Returns the address of a machine. */
  public static ResourceAddress vm(String name) {
    return ResourceAddress.of("proxmox_vm", "lb", new InstanceKey.Name(name));
  }

  /** Returns a small ready record. */
  public static ResourceRecord record(ResourceAddress address, String text) {
    return ResourceRecord.of(address, PROVIDER, 1, Value.Obj.of(Map.of("name", Value.str(text))));
  }

  /** Returns an object with a value of every kind. */
  public static Value.Obj everything() {
    Map<String, Value> a = new TreeMap<>();
    a.put("nothing", Values.NULL);
    a.put("yes", Values.TRUE);
    a.put("no", Values.FALSE);
    a.put("whole", Value.num(42));
    a.put("decimal", new Value.Num(new BigDecimal("0.1")));
    a.put("tiny", new Value.Num(new BigDecimal("1E-300")));
    a.put("huge", new Value.Num(new BigDecimal("1.5E+4000")));
    a.put("exact", new Value.Num(new BigDecimal("123456789012345678901234567890.000000000001")));
    a.put("text", Value.str("plain \"quoted\" \\ \t \u0001 é 漢 🚀"));
    a.put("half", Value.str("unpaired \ud83d surrogate"));
    a.put("dollar", Value.str("$size"));
    a.put("lines", Value.str("global\n  daemon\n\n"));
    a.put("carriage", Value.str("a\r\nb"));
    a.put("memory", new Value.Size(BigInteger.valueOf(2L << 30)));
    a.put("odd", new Value.Size(BigInteger.valueOf(-1500)));
    a.put("none", new Value.Size(BigInteger.ZERO));
    a.put("year", new Value.Time(Duration.ofDays(365)));
    a.put("short", new Value.Time(Duration.ofMillis(-250)));
    a.put("nanos", new Value.Time(Duration.ofSeconds(-3, 7)));
    a.put("zero", new Value.Time(Duration.ZERO));
    a.put("list", new Value.ListOf(Type.STRING, List.of(Value.str("b"), Value.str("a"))));
    a.put("empty", new Value.ListOf(Type.STRING, List.of()));
    a.put("holes", new Value.ListOf(Type.STRING, List.of(Value.str("b"), Values.NULL)));
    a.put("any", new Value.ListOf(Type.ANY, List.of(Value.str("b"), Values.TRUE)));
    a.put("set", new Value.SetOf(Type.NUMBER, List.of(Value.num(10), Value.num(9))));
    a.put("tuple", new Value.Tuple(List.of(Value.num(1), Value.str("x"))));
    a.put("map", Value.MapOf.of(Type.STRING, Map.of("$key", Value.str("v"), "b\n", Value.str(""))));
    a.put("$odd$", Value.Obj.of(Map.of("$size", Value.str("1"), "$$", Values.NULL)));
    Type.Obj optional =
        new Type.Obj(
            new TreeMap<>(
                Map.of(
                    "weird name", Type.Field.required(Type.NUMBER),
                    "o",
                        new Type.Field(
                            new Type.OneOf(List.of("a", "b")),
                            true,
                            java.util.Optional.of(Value.str(") x \"}"))),
                    "n", Type.Field.optional(new Type.Tuple(List.of(Type.SIZE, Type.ANY))))));
    a.put("typed", new Value.ListOf(optional, List.of()));
    a.put("password", Values.secret(Value.str("hunter2")));
    a.put("keys", Value.MapOf.of(Type.STRING, Map.of("a", Values.secret(Value.str("k1")))));
    a.put("whole_secret", Values.secret(Value.Obj.of(Map.of("a", Value.num(1)))));
    return Value.Obj.of(a);
  }

  /** Returns a record that uses every field. */
  public static ResourceRecord fullRecord() {
    ResourceAddress address = ResourceAddress.parse("module.edge[2].proxmox_vm.lb[\"0\\\"1\"]");
    return new ResourceRecord(
        address,
        ProviderRef.parse("proxmox.west"),
        3,
        ObjectStatus.INCOMPLETE,
        everything(),
        new TreeSet<>(List.of(vm("02"), vm("01"))),
        true,
        true,
        List.of(
            new DeposedObject("b2", PROVIDER, 1, everything(), new TreeSet<>(List.of(vm("9"))))),
        new TreeMap<>(Map.of("vmid", "104")));
  }

  /** Returns a state with records and outputs. */
  public static State state() {
    TreeMap<ResourceAddress, ResourceRecord> records = new TreeMap<>();
    for (int i = 0; i < 12; i++) {
      ResourceAddress address = ResourceAddress.of("k3form_data", "d", new InstanceKey.Index(i));
      records.put(address, record(address, "number " + i));
    }
    records.put(fullRecord().address(), fullRecord());
    return new State(
        LINEAGE,
        records,
        new TreeMap<>(
            Map.of(
                "vip", new OutputRecord(Value.str("192.168.1.220")),
                "token", new OutputRecord(Values.secret(Value.str("K10abc"))))));
  }
}
