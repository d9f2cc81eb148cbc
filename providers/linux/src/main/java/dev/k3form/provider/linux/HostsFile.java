package dev.k3form.provider.linux;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The text of /etc/hosts (hosts(5)) with lines of ours, each of which ends with a comment that says
 * so. Lines of others keep their bytes.
 */
record HostsFile(String text) {
  private static final String MARK = "# k3form";

  /** Returns the names that our line gives an address; empty if there is no such line. */
  Optional<List<String>> names(String address) {
    return text.lines()
        .filter(line -> isOurs(line, address))
        .findFirst()
        .map(HostsFile::fields)
        .map(fields -> List.copyOf(fields.subList(1, fields.size())));
  }

  /** Returns the file with our line for an address, above all lines of others. */
  HostsFile with(String address, List<String> names) {
    String ours = address + " " + String.join(" ", names) + " " + MARK;
    List<String> lines = new ArrayList<>(without(address).text.lines().toList());
    int place = 0;
    while (place < lines.size() && lines.get(place).endsWith(MARK)) {
      place++;
    }
    lines.add(place, ours);
    return of(lines);
  }

  /** Returns the file without our line for an address. */
  HostsFile without(String address) {
    return text.lines().anyMatch(line -> isOurs(line, address))
        ? of(text.lines().filter(line -> !isOurs(line, address)).toList())
        : this;
  }

  private static HostsFile of(List<String> lines) {
    return new HostsFile(lines.isEmpty() ? "" : String.join("\n", lines) + "\n");
  }

  private static boolean isOurs(String line, String address) {
    return line.endsWith(MARK) && fields(line).getFirst().equals(address);
  }

  private static List<String> fields(String line) {
    String plain = line.replaceAll("#.*", "").strip();
    return Arrays.asList(plain.split("\\s+", -1));
  }
}
