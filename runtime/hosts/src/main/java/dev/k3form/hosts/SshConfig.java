package dev.k3form.hosts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The part of ssh_config(5) that says how to reach a host: {@code Host} blocks with {@code
 * HostName}, {@code User}, {@code Port}, {@code IdentityFile} and {@code ProxyJump}. As in ssh, the
 * first value found counts, and identity files add up. {@code Match} blocks and {@code Include} are
 * not followed.
 */
public final class SshConfig {
  private record Block(List<String> patterns, List<Map.Entry<String, String>> settings) {}

  private final Path home;
  private final List<Block> blocks;

  private SshConfig(Path home, List<Block> blocks) {
    this.home = home;
    this.blocks = blocks;
  }

  /** Reads the {@code config} of a user; a missing file says nothing. */
  public static SshConfig of(LocalUser user) {
    Path file = user.sshDirectory().resolve("config");
    Path parent = user.sshDirectory().toAbsolutePath().getParent();
    Path home = parent == null ? user.sshDirectory() : parent;
    try {
      return parse(home, Files.exists(file) ? Files.readAllLines(file) : List.of());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  static SshConfig parse(Path home, List<String> lines) {
    var blocks = new ArrayList<Block>();
    var current = new Block(List.of("*"), new ArrayList<>());
    blocks.add(current);
    for (String line : lines) {
      String[] words = line.strip().split("\\s*=\\s*|\\s+", 2);
      if (line.isBlank() || line.strip().startsWith("#") || words.length < 2) {
        continue;
      }
      String value = words[1].strip();
      switch (words[0].toLowerCase(Locale.ROOT)) {
        case "host" -> {
          current = new Block(List.of(value.split("\\s+", -1)), new ArrayList<>());
          blocks.add(current);
        }
        case "match" -> {
          current = new Block(List.of(), new ArrayList<>());
          blocks.add(current);
        }
        case String key -> current.settings().add(Map.entry(key, unquoted(value)));
      }
    }
    return new SshConfig(home, List.copyOf(blocks));
  }

  /**
   * Returns how to reach a host by the name that the user types after {@code ssh}: root at port 22
   * where the configuration says nothing.
   *
   * @param trust what the host's key must match; jump hosts are looked up in known_hosts
   */
  public HostSpec spec(String name, HostTrust trust) {
    return spec(name, trust, 0);
  }

  private HostSpec spec(String name, HostTrust trust, int depth) {
    Map<String, String> first = new HashMap<>();
    var identities = new ArrayList<Path>();
    for (Block block : blocks) {
      if (HostPattern.anyMatches(block.patterns(), name)) {
        for (var setting : block.settings()) {
          first.putIfAbsent(setting.getKey(), setting.getValue());
          if (setting.getKey().equals("identityfile")) {
            identities.add(path(setting.getValue()));
          }
        }
      }
    }
    String address = first.getOrDefault("hostname", name).replace("%h", name);
    HostSpec spec =
        HostSpec.root(address, trust)
            .withUser(first.getOrDefault("user", "root"))
            .withPort(port(first.getOrDefault("port", "22")))
            .withIdentityFiles(identities.toArray(Path[]::new));
    return jump(first.getOrDefault("proxyjump", "none"), depth).map(spec::withJump).orElse(spec);
  }

  /** Reads {@code [user@]host[:port]}; of several jumps, the last is the nearest to the target. */
  private Optional<HostSpec> jump(String value, int depth) {
    if (value.equals("none") || depth > 8) {
      return Optional.empty();
    }
    Optional<HostSpec> through = Optional.empty();
    for (String hop : value.split(",", -1)) {
      String target = hop.strip().replaceFirst("^ssh://", "");
      int at = target.lastIndexOf('@');
      var port = Pattern.compile(":([0-9]+)$").matcher(target);
      String host =
          target.substring(at + 1).replaceFirst(":[0-9]+$", "").replaceAll("[\\[\\]]", "");
      HostSpec spec = spec(host, HostTrust.knownHosts(home.resolve(".ssh/known_hosts")), depth + 1);
      spec = at < 0 ? spec : spec.withUser(target.substring(0, at));
      spec = port.find() ? spec.withPort(port(port.group(1))) : spec;
      through = Optional.of(through.map(spec::withJump).orElse(spec));
    }
    return through;
  }

  private static int port(String text) {
    if (!text.matches("[0-9]{1,5}")) {
      throw new IllegalArgumentException("not a port in the ssh configuration: " + text);
    }
    return Integer.parseInt(text);
  }

  private Path path(String text) {
    return text.startsWith("~/") ? home.resolve(text.substring(2)) : Path.of(text);
  }

  private static String unquoted(String value) {
    return value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")
        ? value.substring(1, value.length() - 1)
        : value;
  }
}
