package dev.k3form.testkit.lab;

import dev.k3form.hosts.provider.HostConnection;
import dev.k3form.lab.LabConfig;
import dev.k3form.lab.LabDoctor;
import dev.k3form.lab.http.HttpFront;
import dev.k3form.lab.http.HttpLimits;
import dev.k3form.lab.machine.CloudInit;
import dev.k3form.lab.machine.DiskSource;
import dev.k3form.lab.machine.MachineException;
import dev.k3form.lab.machine.MachineSpec;
import dev.k3form.lab.machine.Nic;
import dev.k3form.lab.mirror.PackageCache;
import dev.k3form.lab.nspawn.AptSettings;
import dev.k3form.lab.nspawn.Command;
import dev.k3form.lab.nspawn.ControlGroup;
import dev.k3form.lab.nspawn.LabNetwork;
import dev.k3form.lab.nspawn.Mounts;
import dev.k3form.lab.nspawn.NspawnMachines;
import dev.k3form.lab.nspawn.Subnet;
import dev.k3form.lab.nspawn.SystemImage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * Machines of the lab for one test, without the Proxmox endpoint: a bridge and a subnet of their
 * own, packages through the lab's cache. Closing it leaves nothing behind.
 */
public final class LabMachines implements AutoCloseable {
  private static final Duration BOOT = Duration.ofSeconds(60);
  private static final String USER = "debian";

  private final String name;
  private final Subnet subnet;
  private final Path directory;
  private final LabNetwork network;
  private final HttpFront packages;
  private final NspawnMachines runtime;
  private final String publicKey;
  private final List<Integer> machines = new ArrayList<>();

  private LabMachines(
      String name,
      Subnet subnet,
      Path directory,
      LabNetwork network,
      HttpFront packages,
      NspawnMachines runtime,
      String publicKey) {
    this.name = name;
    this.subnet = subnet;
    this.directory = directory;
    this.network = network;
    this.packages = packages;
    this.runtime = runtime;
    this.publicKey = publicKey;
  }

  /** Prepares the network; skips the test, loudly, where this computer cannot run machines. */
  public static LabMachines open() throws IOException {
    List<LabDoctor.Finding> missing = LabDoctor.examine();
    if (!missing.isEmpty()) {
      System.err.println("SKIPPED: tests with machines, because " + missing);
      Assumptions.abort("tests with machines need: " + missing);
    }
    int number = (int) (ProcessHandle.current().pid() % 250) + 1;
    String name = "mt" + ProcessHandle.current().pid();
    Subnet subnet = new Subnet("10.68." + number);
    Path directory = Files.createTempDirectory("k3form-machines");
    LabConfig config = LabConfig.named(name);
    AptSettings apt = AptSettings.ofHost(config.suite(), config.mirror());
    Path image = new SystemImage(config.cache(), apt).ensure(System.err::println);
    Command.run(
        "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", directory.resolve("key").toString());
    LabNetwork network = new LabNetwork(name, subnet);
    try {
      network.up();
      int port = freePort();
      HttpFront packages =
          new HttpFront(
              List.of(InetAddress.ofLiteral(subnet.gateway())),
              port,
              Optional.empty(),
              HttpLimits.proxmox().withIdle(Duration.ofSeconds(60)),
              new PackageCache(config.cache().resolve("packages"), apt.archives(), apt.proxy()));
      NspawnMachines runtime =
          new NspawnMachines(
              directory.resolve("disks"),
              image,
              network.bridge(),
              name,
              Optional.of("http://" + subnet.gateway() + ":" + port));
      return new LabMachines(
          name,
          subnet,
          directory,
          network,
          packages,
          runtime,
          Files.readString(directory.resolve("key.pub")).strip());
    } catch (IOException | RuntimeException e) {
      network.down();
      throw e;
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Returns an address in the machines' network. */
  public String address(int number) {
    return subnet.address(number);
  }

  /** Returns this computer's address in the machines' network. */
  public String gateway() {
    return subnet.gateway();
  }

  /** Boots a machine with the address of its number and returns how to reach it. */
  public HostConnection boot(int number, String hostname) throws IOException, MachineException {
    runtime.create(number, new DiskSource.Image());
    synchronized (machines) {
      machines.add(number);
    }
    runtime.start(
        new MachineSpec(
            number,
            hostname,
            1,
            512,
            List.of(
                new Nic(
                    "net0",
                    "BC:24:11:00:00:%02X".formatted(number),
                    "vmbr0",
                    Optional.of(subnet.address(number) + "/24"),
                    Optional.of(subnet.gateway()))),
            new CloudInit(
                hostname,
                Optional.of(USER),
                Optional.empty(),
                List.of(publicKey),
                List.of(),
                Optional.empty())));
    String hostKey = hostKey(number);
    awaitSshd(subnet.address(number));
    return HostConnection.of(subnet.address(number))
        .withUser(USER)
        .withIdentityFile(directory.resolve("key").toString())
        .withHostKey(hostKey);
  }

  /** The host key is there before sshd listens: a test wants the machine when it can be reached. */
  private static void awaitSshd(String address) throws IOException {
    Instant deadline = Instant.now().plus(BOOT);
    while (true) {
      try (var socket = new Socket()) {
        socket.connect(new InetSocketAddress(address, 22), 1_000);
        socket.setSoTimeout(1_000);
        if (socket.getInputStream().read() == 'S') {
          return;
        }
      } catch (IOException e) {
        if (Instant.now().isAfter(deadline)) {
          throw e;
        }
      }
      pause();
    }
  }

  /** The key is made at the first boot, and is read by the hypervisor's way in, not the network. */
  private String hostKey(int number) throws IOException, MachineException {
    Instant deadline = Instant.now().plus(BOOT);
    while (true) {
      try {
        byte[] key = runtime.agent(number).readFile("/etc/ssh/ssh_host_ed25519_key.pub");
        if (key.length > 0) {
          return new String(key, StandardCharsets.US_ASCII).strip();
        }
      } catch (MachineException e) {
        if (Instant.now().isAfter(deadline)) {
          throw e;
        }
      }
      pause();
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a machine boots", e);
    }
  }

  @Override
  public void close() throws IOException, MachineException {
    for (int machine : machines) {
      runtime.kill(machine);
      runtime.delete(machine);
    }
    runtime.close();
    packages.close();
    network.down();
    ControlGroup.ofLab(name).remove();
    Mounts.unmountBelow(directory);
    Command.run("rm", "-rf", "--one-file-system", "--", directory.toString());
  }
}
