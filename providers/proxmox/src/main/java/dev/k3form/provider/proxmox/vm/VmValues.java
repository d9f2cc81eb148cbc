package dev.k3form.provider.proxmox.vm;

import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import dev.k3form.spi.schema.ByteSize;
import dev.k3form.spi.schema.RecordBinder;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Values of the language for the few Java types that attributes of VMs have. */
final class VmValues {
  private VmValues() {}

  static Value of(@Nullable Object java) {
    return switch (java) {
      case null -> Values.NULL;
      case String s -> Value.str(s);
      case Boolean b -> Value.bool(b);
      case Integer i -> Value.num(i);
      case ByteSize size -> new Value.Size(BigInteger.valueOf(size.bytes()));
      case Set<?> set -> new Value.SetOf(Type.STRING, items(set));
      case List<?> list -> new Value.ListOf(Type.STRING, items(list));
      case Map<?, ?> map -> map(map);
      case Record r -> RecordBinder.unbind(r);
      default -> throw new IllegalArgumentException("no value for " + java.getClass());
    };
  }

  private static List<Value> items(Collection<?> items) {
    List<Value> out = new ArrayList<>();
    items.forEach(item -> out.add(of(item)));
    return out;
  }

  private static Value map(Map<?, ?> map) {
    Map<String, Value> out = new TreeMap<>();
    map.forEach((key, value) -> out.put(key.toString(), of(value)));
    return Value.MapOf.of(Type.ANY, out);
  }
}
