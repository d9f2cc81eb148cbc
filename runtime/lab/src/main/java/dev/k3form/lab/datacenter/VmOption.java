package dev.k3form.lab.datacenter;

import dev.k3form.lab.schema.ParamType;
import dev.k3form.lab.schema.Parameter;
import dev.k3form.lab.schema.TextFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * One option of a VM.
 *
 * @param privilege what its change needs, for instance {@code VM.Config.CPU}
 * @param immediate whether a change reaches a running VM at once; it waits as pending otherwise
 * @param rootOnly whether no API token may set it
 */
public record VmOption(
    String name, ParamType type, String privilege, boolean immediate, boolean rootOnly) {

  /** Reads one line of {@code vm-options.txt}. */
  static VmOption parse(String line) {
    String[] columns = line.strip().split("\\s+", -1);
    Set<String> flags = columns.length > 3 ? Set.of(columns[3].split(",")) : Set.of();
    return new VmOption(
        columns[0],
        type(columns[1]),
        "VM.Config." + columns[2],
        flags.contains("fast") || flags.contains("hot"),
        flags.contains("root"));
  }

  private static ParamType type(String text) {
    String[] parts = text.split(":", -1);
    return switch (parts[0]) {
      case "bool" -> ParamType.bool();
      case "num" -> new ParamType.Num();
      case "int" ->
          new ParamType.Int(
              Optional.of(Long.valueOf(parts[1])),
              parts.length > 2 ? Optional.of(Long.valueOf(parts[2])) : Optional.empty());
      case "enum" -> ParamType.oneOf(parts[1].split("\\|"));
      case "text" ->
          new ParamType.Text(
              parts.length > 1 ? Integer.parseInt(parts[1]) : Integer.MAX_VALUE, TextFormat.ANY);
      default ->
          ParamType.text(TextFormat.valueOf(parts[0].toUpperCase(Locale.ROOT).replace('-', '_')));
    };
  }

  public Parameter asParameter() {
    return Parameter.optional(name, type);
  }
}
