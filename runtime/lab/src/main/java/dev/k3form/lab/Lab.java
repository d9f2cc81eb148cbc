package dev.k3form.lab;

import dev.k3form.lab.api.Certificates;
import dev.k3form.lab.api.LabServer;
import dev.k3form.lab.datacenter.Repository;
import dev.k3form.lab.datacenter.Vm;
import dev.k3form.lab.nspawn.AptSettings;
import dev.k3form.lab.nspawn.Command;
import dev.k3form.lab.nspawn.ControlGroup;
import dev.k3form.lab.nspawn.LabNetwork;
import dev.k3form.lab.nspawn.Mounts;
import dev.k3form.lab.nspawn.NspawnMachines;
import dev.k3form.lab.schema.IpConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A lab on this computer: brings it up, says what it is, empties it, takes it down. Every step of
 * {@link #up} looks before it makes, so that it may be repeated after any interruption, and {@link
 * #down} asks only what is there, so that it works whatever has died before.
 */
public final class Lab {

  private final LabConfig config;
  private final LabDirectory directory;
  private final DaemonProcess daemon;

  public Lab(LabConfig config) {
    this.config = config;
    this.directory = new LabDirectory(config.directory());
    this.daemon = new DaemonProcess(directory);
  }

  /**
   * Makes the lab run.
   *
   * @param progress gets a line for each step that may last
   */
  public LabStatus up(Consumer<String> progress) throws LabException {
    List<LabDoctor.Finding> missing = LabDoctor.examine();
    if (!missing.isEmpty()) {
      throw new LabException(
          "this computer cannot run a lab yet:\n"
              + missing.stream().map(f -> "  " + f).collect(Collectors.joining("\n")));
    }
    try {
      boolean changed = prepareDirectory();
      AptSettings apt = AptSettings.ofHost(config.suite(), config.mirror());
      Path image = new dev.k3form.lab.nspawn.SystemImage(config.cache(), apt).ensure(progress);
      Files.writeString(directory.path().resolve("image"), image + "\n");
      progress.accept("network " + config.subnet() + " on bridge " + config.bridge());
      new LabNetwork(config.name(), config.subnet()).up();
      writeCredentials();
      String version = LabReleases.prepare(config);
      LabDirectory.writeSecret(
          directory.variables(),
          LabVariables.text(
              config,
              new LabVariables.Facts(
                  Files.readString(directory.token()).strip(), HostResolvers.find(), version)));
      if (changed) {
        daemon.end();
      }
      if (daemon.running().isEmpty()) {
        progress.accept("starting the endpoint on port " + config.apiPort());
        daemon.start();
      }
      return status();
    } catch (IOException e) {
      throw new LabException("the lab cannot be brought up: " + e.getMessage(), e);
    }
  }

  /** Whether the daemon must be started anew for the configuration to take effect. */
  private boolean prepareDirectory() throws IOException, LabException {
    Files.createDirectories(directory.path());
    Files.setPosixFilePermissions(directory.path(), PosixFilePermissions.fromString("rwx------"));
    String wanted = config.toJson();
    if (!Files.exists(directory.config())) {
      Files.writeString(directory.config(), wanted);
      return false;
    }
    LabConfig present = LabConfig.fromJson(directory.path(), Files.readString(directory.config()));
    if (!present.subnet().equals(config.subnet()) || !present.name().equals(config.name())) {
      throw new LabException(
          "the lab in "
              + directory.path()
              + " is '"
              + present.name()
              + "' with the network "
              + present.subnet()
              + "; take it down before you bring it up with another");
    }
    boolean changed = !present.toJson().equals(wanted);
    Files.writeString(directory.config(), wanted);
    return changed;
  }

  private void writeCredentials() throws IOException {
    if (!Files.exists(directory.token())) {
      LabDirectory.writeSecret(directory.token(), LabServer.newToken("lab") + "\n");
    }
    if (!Files.exists(directory.identity())) {
      Command.run(
          "ssh-keygen",
          "-q",
          "-t",
          "ed25519",
          "-N",
          "",
          "-C",
          "k3form-lab",
          "-f",
          directory.identity().toString());
    }
    if (!Files.exists(directory.serverPem())) {
      Certificates made = Certificates.create(List.of("127.0.0.1", config.subnet().gateway()));
      Files.writeString(directory.ca(), made.caPem());
      LabDirectory.writeSecret(directory.serverPem(), made.serverPem());
    }
  }

  /** What there is, also when nothing of it runs. */
  public LabStatus status() throws LabException {
    LabConfig config = present();
    List<LabStatus.Machine> machines = new ArrayList<>();
    boolean exists = Files.exists(directory.config());
    try {
      if (exists && Files.isDirectory(directory.state())) {
        try (NspawnMachines runtime = machines()) {
          for (Vm vm : new Repository(Optional.of(directory.state())).vms()) {
            machines.add(
                new LabStatus.Machine(
                    vm.id(),
                    vm.name(),
                    vm.template(),
                    runtime.state(vm.id()).running(),
                    vm.option("ipconfig0").map(IpConfig::parse).flatMap(IpConfig::ip)));
          }
        }
      }
    } catch (IOException e) {
      throw new LabException("the lab's state cannot be read: " + e.getMessage(), e);
    }
    return new LabStatus(
        config.name(),
        exists,
        daemon.running().map(id -> id.pid()),
        URI.create("https://127.0.0.1:" + config.apiPort()),
        directory.variables(),
        machines);
  }

  /** The configuration that the lab was made with; the given one where there is no lab. */
  private LabConfig present() throws LabException {
    try {
      return Files.exists(directory.config())
          ? LabConfig.fromJson(directory.path(), Files.readString(directory.config()))
          : config;
    } catch (IOException e) {
      throw new LabException("the lab's configuration cannot be read: " + e.getMessage(), e);
    }
  }

  private NspawnMachines machines() throws IOException {
    return new NspawnMachines(
        directory.disks(), Path.of("/"), config.bridge(), config.name(), Optional.empty());
  }

  /** Removes every VM and keeps the lab, its token and its certificate. */
  public void reset() throws LabException {
    try {
      boolean ran = daemon.running().isPresent();
      daemon.end();
      removeMachines();
      delete(directory.state());
      if (ran) {
        daemon.start();
      }
    } catch (IOException e) {
      throw new LabException("the lab cannot be reset: " + e.getMessage(), e);
    }
  }

  /** Removes everything of the lab but the image cache. */
  public void down() throws LabException {
    LabConfig config = present();
    try {
      daemon.end();
      removeMachines();
      new LabNetwork(config.name(), config.subnet()).down();
      ControlGroup.ofLab(config.name()).remove();
      delete(directory.path());
    } catch (IOException e) {
      throw new LabException("the lab cannot be taken down: " + e.getMessage(), e);
    }
  }

  private void removeMachines() throws IOException {
    ControlGroup.ofLab(config.name()).killAll();
    if (Files.isDirectory(directory.disks())) {
      try (NspawnMachines runtime = machines();
          var disks = Files.list(directory.disks())) {
        for (Path disk : disks.toList()) {
          runtime.delete(Integer.parseInt(String.valueOf(disk.getFileName())));
        }
      } catch (dev.k3form.lab.machine.MachineException e) {
        throw new IOException(e.getMessage(), e);
      }
    }
    delete(directory.disks());
  }

  private static void delete(Path path) throws IOException {
    Mounts.unmountBelow(path);
    Command.run("rm", "-rf", "--one-file-system", "--", path.toString());
  }
}
