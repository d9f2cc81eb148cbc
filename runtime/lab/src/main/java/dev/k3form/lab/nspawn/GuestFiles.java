package dev.k3form.lab.nspawn;

import dev.k3form.lab.machine.CloudInit;
import dev.k3form.lab.machine.MachineSpec;
import dev.k3form.lab.machine.Nic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Cloud-init's effect, written into a machine's root before it boots. Network, names and resolvers
 * are written at every boot; user, keys and the removal of the SSH host keys belong to an instance
 * and are done when its id has changed, as cloud-init's per-instance modules are.
 */
final class GuestFiles {

  private static final String INSTANCE = "var/lib/k3form-guest/instance-id";

  private final Path root;
  private final MachineSpec spec;
  private final Optional<String> packageProxy;

  GuestFiles(Path root, MachineSpec spec, Optional<String> packageProxy) {
    this.root = root;
    this.spec = spec;
    this.packageProxy = packageProxy;
  }

  void write() throws IOException {
    network();
    names();
    packages();
    Path instance = root.resolve(INSTANCE);
    String id = spec.cloudInit().instanceId();
    boolean known = Files.exists(instance) && Files.readString(instance).equals(id);
    if (!known) {
      firstBoot();
      Files.createDirectories(Optional.ofNullable(instance.getParent()).orElse(root));
      Files.writeString(instance, id);
    }
  }

  private void network() throws IOException {
    if (spec.nics().isEmpty()) {
      return;
    }
    Nic nic = spec.nics().getFirst();
    var text = new StringBuilder("[Match]\nName=host0\n\n[Link]\nMACAddress=");
    text.append(nic.mac().toLowerCase(Locale.ROOT));
    text.append("\n\n[Network]\nIPv6AcceptRA=no\nLinkLocalAddressing=ipv6\n");
    nic.address().ifPresent(address -> text.append("Address=").append(address).append('\n'));
    nic.gateway().ifPresent(gateway -> text.append("Gateway=").append(gateway).append('\n'));
    Files.writeString(root.resolve("etc/systemd/network/10-k3form.network"), text);
  }

  private void names() throws IOException {
    String name = spec.name();
    String host = name.replaceFirst("\\..*", "");
    Optional<String> domain = spec.cloudInit().searchDomain();
    String fqdn = domain.map(d -> host + "." + d).orElse(name);
    Files.writeString(root.resolve("etc/hostname"), host + "\n");
    Path hosts = root.resolve("etc/hosts");
    if (!Files.exists(hosts) || !Files.readString(hosts).contains("127.0.1.1 " + fqdn)) {
      Files.writeString(
          hosts,
          "127.0.0.1 localhost\n127.0.1.1 "
              + (fqdn.equals(host) ? host : fqdn + " " + host)
              + "\n::1 localhost ip6-localhost ip6-loopback\n");
    }
    var resolv = new StringBuilder();
    domain.ifPresent(d -> resolv.append("search ").append(d).append('\n'));
    spec.cloudInit()
        .nameservers()
        .forEach(server -> resolv.append("nameserver ").append(server).append('\n'));
    Path resolvConf = root.resolve("etc/resolv.conf");
    Files.deleteIfExists(resolvConf);
    Files.writeString(resolvConf, resolv);
  }

  private void packages() throws IOException {
    if (packageProxy.isPresent()) {
      Files.writeString(
          root.resolve("etc/apt/apt.conf.d/91k3form-lab-proxy"),
          "Acquire::http::Proxy \"" + packageProxy.get() + "\";\n");
    }
  }

  private void firstBoot() throws IOException {
    try (Stream<Path> keys = Files.list(root.resolve("etc/ssh"))) {
      for (Path key : keys.filter(GuestFiles::hostKey).toList()) {
        Files.delete(key);
      }
    }
    Files.writeString(
        root.resolve("etc/machine-id"), UUID.randomUUID().toString().replace("-", "") + "\n");
    user();
  }

  private static boolean hostKey(Path file) {
    return String.valueOf(file.getFileName()).startsWith("ssh_host_");
  }

  private void user() throws IOException {
    CloudInit init = spec.cloudInit();
    String user = init.user().orElse("debian");
    if (!user.matches("[a-z_][a-z0-9_-]*")) {
      throw new IOException("'" + user + "' cannot be the name of a user");
    }
    if (!Files.readString(root.resolve("etc/passwd"))
        .lines()
        .anyMatch(l -> l.startsWith(user + ":"))) {
      Command.run(
          "useradd",
          "--root",
          root.toString(),
          "--create-home",
          "--shell",
          "/bin/bash",
          "--groups",
          "sudo,adm",
          user);
    }
    Path sudoers = root.resolve("etc/sudoers.d/90-cloud-init-users");
    Files.writeString(sudoers, user + " ALL=(ALL) NOPASSWD:ALL\n");
    Files.setPosixFilePermissions(sudoers, PosixFilePermissions.fromString("r--r-----"));
    if (init.password().isPresent()) {
      Command.Result set =
          Command.attempt(
              user + ":" + init.password().get() + "\n",
              List.of("chpasswd", "--root", root.toString()));
      if (!set.succeeded()) {
        throw new IOException("chpasswd: " + set.errors().strip());
      }
    }
    authorize(user, init.authorizedKeys());
  }

  private void authorize(String user, List<String> keys) throws IOException {
    List<String> entry = new ArrayList<>();
    for (String line : Files.readAllLines(root.resolve("etc/passwd"))) {
      if (line.startsWith(user + ":")) {
        entry.addAll(List.of(line.split(":", -1)));
      }
    }
    if (entry.size() < 6) {
      throw new IOException("user " + user + " is not in /etc/passwd after useradd");
    }
    Path home = root.resolve(entry.get(5).substring(1));
    Path directory = home.resolve(".ssh");
    Files.createDirectories(directory);
    Path file = directory.resolve("authorized_keys");
    Files.writeString(file, String.join("\n", keys) + "\n");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Command.run("chown", "-R", entry.get(2) + ":" + entry.get(3), directory.toString());
  }
}
