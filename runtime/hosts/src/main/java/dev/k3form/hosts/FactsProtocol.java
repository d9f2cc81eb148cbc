package dev.k3form.hosts;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The question of {@code facts.sh} and how to read its answer. */
final class FactsProtocol {
  private FactsProtocol() {}

  static Command command() {
    return Command.script("read facts", ScriptResource.text("facts.sh"));
  }

  static Facts parse(String answer) {
    Map<String, String> facts = new HashMap<>();
    for (String line : answer.lines().toList()) {
      String[] fields = line.split(" ", 2);
      facts.put(
          fields[0],
          new String(Base64.getDecoder().decode(fields[1].strip()), StandardCharsets.UTF_8)
              .strip());
    }
    return new Facts(
        operatingSystem(text(facts, "os-release")),
        text(facts, "architecture"),
        text(facts, "hostname"),
        text(facts, "init"),
        text(facts, "kernel"),
        number(text(facts, "memory-kib")) * 1024,
        (int) number(text(facts, "cpus")),
        text(facts, "machine-id"),
        interfaces(text(facts, "links"), text(facts, "addresses")));
  }

  private static String text(Map<String, String> facts, String key) {
    return facts.getOrDefault(key, "");
  }

  private static long number(String text) {
    return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
  }

  private static Facts.OperatingSystem operatingSystem(String osRelease) {
    Map<String, String> values = new HashMap<>();
    for (String line : osRelease.lines().toList()) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        values.put(line.substring(0, equals), line.substring(equals + 1).replaceAll("[\"']", ""));
      }
    }
    String id = text(values, "ID");
    List<String> like = List.of(text(values, "ID_LIKE").split(" ", -1));
    return new Facts.OperatingSystem(id, text(values, "VERSION_ID"), Family.of(id, like));
  }

  /** Joins names and hardware addresses from sysfs with the lines of {@code ip -o addr}. */
  private static List<Facts.NetworkInterface> interfaces(String links, String addresses) {
    Map<String, List<String>> byName = new LinkedHashMap<>();
    for (String line : addresses.lines().toList()) {
      String[] fields = line.strip().split("\\s+", -1);
      if (fields.length > 3 && fields[2].startsWith("inet")) {
        byName.computeIfAbsent(fields[1], _ -> new ArrayList<>()).add(fields[3]);
      }
    }
    return links
        .lines()
        .map(line -> line.split(" ", 2))
        .map(
            link ->
                new Facts.NetworkInterface(
                    link[0],
                    link.length > 1 ? link[1] : "",
                    byName.getOrDefault(link[0], List.of())))
        .toList();
  }
}
