package dev.k3form.engine.generate;

import dev.k3form.model.address.Quoted;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.schema.AttributeSchema;
import dev.k3form.model.schema.BlockSchema;
import dev.k3form.model.schema.NestedBlock;
import dev.k3form.model.schema.Presence;
import dev.k3form.model.schema.ResourceSchema;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Writes a resource block whose plan is empty for an object that was read.
 *
 * <p>Arguments that have their default, and those that the provider gives by itself, are left out.
 * Secrets are never written: a comment stands where the user must put one.
 */
public final class BlockWriter {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");
  private static final List<Map.Entry<BigInteger, String>> SIZES =
      List.of(
          Map.entry(BigInteger.ONE.shiftLeft(40), "TiB"),
          Map.entry(BigInteger.ONE.shiftLeft(30), "GiB"),
          Map.entry(BigInteger.ONE.shiftLeft(20), "MiB"),
          Map.entry(BigInteger.ONE.shiftLeft(10), "KiB"));

  private final StringBuilder out = new StringBuilder();

  private BlockWriter() {}

  /** Returns the text of the block. */
  public static String write(ResourceAddress address, ResourceSchema schema, Value.Obj attributes) {
    BlockWriter writer = new BlockWriter();
    writer
        .out
        .append("resource ")
        .append(Quoted.quote(address.type()))
        .append(' ')
        .append(Quoted.quote(address.name()))
        .append(" {\n");
    writer.body(schema.block(), attributes, 1);
    return writer.out.append("}\n").toString();
  }

  private void body(BlockSchema schema, Value.Obj attributes, int depth) {
    List<AttributeSchema> written = new ArrayList<>();
    int width = 0;
    for (AttributeSchema a : schema.attributes().values()) {
      if (isWritten(a, attributes.get(a.name()))) {
        written.add(a);
        width = Math.max(width, a.name().length());
      }
    }
    for (AttributeSchema a : written) {
      Value value = attributes.get(a.name());
      indent(depth);
      if (a.secret() || Values.containsSecret(value)) {
        out.append("# ").append(a.name()).append(" is secret and has to be given by hand\n");
        continue;
      }
      out.append(a.name()).append(" ".repeat(width - a.name().length())).append(" = ");
      value(value, depth);
      out.append('\n');
    }
    for (NestedBlock block : schema.blocks().values()) {
      nested(block, attributes.get(block.name()), depth);
    }
  }

  private static boolean isWritten(AttributeSchema a, Value value) {
    if (a.presence() == Presence.REQUIRED) {
      return true;
    }
    boolean isDefault =
        a.defaultValue().map(Values::revealAll).equals(Optional.of(Values.revealAll(value)));
    return a.presence() == Presence.OPTIONAL && !value.isNull() && !isDefault;
  }

  private void nested(NestedBlock block, Value value, int depth) {
    switch (value.reveal()) {
      case Value.Obj one -> block(block.name(), "", block.block(), one, depth);
      case Value.ListOf(var _, List<Value> items) ->
          items.forEach(
              i -> {
                if (i.reveal() instanceof Value.Obj one) {
                  block(block.name(), "", block.block(), one, depth);
                }
              });
      case Value.MapOf(var _, Map<String, Value> entries) ->
          entries.forEach(
              (label, i) -> {
                if (i.reveal() instanceof Value.Obj one) {
                  block(block.name(), " " + Quoted.quote(label), block.block(), one, depth);
                }
              });
      case Value _ -> {}
    }
  }

  private void block(
      String name, String label, BlockSchema schema, Value.Obj attributes, int depth) {
    out.append('\n');
    indent(depth);
    out.append(name).append(label).append(" {\n");
    body(schema, attributes, depth + 1);
    indent(depth);
    out.append("}\n");
  }

  private void indent(int depth) {
    out.append("  ".repeat(depth));
  }

  private void value(Value value, int depth) {
    switch (value) {
      case Value.Null _, Value.Unknown _ -> out.append("null");
      case Value.Bool(boolean b) -> out.append(b);
      case Value.Num(var n) -> out.append(n.toPlainString());
      case Value.Str(String s) -> out.append(Quoted.quote(s));
      case Value.Size(BigInteger bytes) -> out.append(size(bytes));
      case Value.Time(Duration time) -> out.append(duration(time));
      case Value.ListOf(var _, List<Value> items) -> items(items, depth);
      case Value.SetOf(var _, List<Value> items) -> items(items, depth);
      case Value.Tuple(List<Value> items) -> items(items, depth);
      case Value.MapOf(var _, Map<String, Value> entries) -> entries(entries, depth);
      case Value.Obj(Map<String, Value> fields) -> entries(fields, depth);
      case Value.Secret _ -> out.append("null");
    }
  }

  private void items(List<Value> items, int depth) {
    out.append('[');
    for (int i = 0; i < items.size(); i++) {
      out.append(i == 0 ? "" : ", ");
      value(items.get(i), depth);
    }
    out.append(']');
  }

  private void entries(Map<String, Value> entries, int depth) {
    if (entries.isEmpty()) {
      out.append("{}");
      return;
    }
    out.append("{\n");
    entries.forEach(
        (key, item) -> {
          indent(depth + 1);
          out.append(NAME.matcher(key).matches() ? key : Quoted.quote(key)).append(" = ");
          value(item, depth + 1);
          out.append('\n');
        });
    indent(depth);
    out.append('}');
  }

  private static String size(BigInteger bytes) {
    for (Map.Entry<BigInteger, String> unit : SIZES) {
      BigInteger[] parts = bytes.divideAndRemainder(unit.getKey());
      if (parts[1].signum() == 0 && parts[0].signum() != 0) {
        return parts[0] + unit.getValue();
      }
    }
    return bytes + "B";
  }

  private static String duration(Duration time) {
    if (time.toMillisPart() != 0) {
      return time.toMillis() + "ms";
    }
    long seconds = time.toSeconds();
    if (seconds % 86_400 == 0 && seconds != 0) {
      return seconds / 86_400 + "d";
    }
    if (seconds % 3_600 == 0 && seconds != 0) {
      return seconds / 3_600 + "h";
    }
    return seconds % 60 == 0 && seconds != 0 ? seconds / 60 + "m" : seconds + "s";
  }
}
