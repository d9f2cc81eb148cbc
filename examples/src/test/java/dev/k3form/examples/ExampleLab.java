package dev.k3form.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.k3form.lab.Lab;
import dev.k3form.lab.LabConfig;
import dev.k3form.lab.LabDoctor;
import dev.k3form.lab.LabStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * A lab of a test's own in which an example is set up, and SSH to the machines of the example.
 *
 * <p>Nothing is touched before it is brought up; {@link #down} may be called whatever happened
 * before.
 */
final class ExampleLab {
  private final String network;
  private final LabConfig config;

  /**
   * Names a lab.
   *
   * @param network the first three parts of the addresses of its machines, with the dot after them
   */
  ExampleLab(String name, String network, int apiPort) {
    this.network = network;
    this.config = LabConfig.named(name).withSubnet(network + "0/24").withApiPort(apiPort);
  }

  /** Brings the lab up and returns the example in a directory, initialised for the lab. */
  Example up(String example, Path directory) throws Exception {
    return up(example, directory, () -> config);
  }

  /** The same, with the stand-in in place of K3s. */
  Example upWithStandIn(String example, Path directory) throws Exception {
    return up(example, directory, () -> config.withStandIn(standIn()));
  }

  private Example up(String name, Path directory, Supplier<LabConfig> full) throws Exception {
    List<LabDoctor.Finding> missing = LabDoctor.examine();
    if (!missing.isEmpty()) {
      System.err.println("SKIPPED: lab tests cannot run here: " + missing);
    }
    assumeTrue(missing.isEmpty(), () -> "the lab cannot run here: " + missing);
    Lab lab = new Lab(full.get());
    lab.down();
    LabStatus status = lab.up(line -> System.err.println("lab: " + line));
    Example example =
        new Example(name, directory)
            .replacing("lab.k3svars", "10.67.0.", network)
            .with(status.variables())
            .with(Path.of("lab.k3svars"));
    example.runPlain("init").mustSucceed();
    return example;
  }

  /** The stand-in, as its module's build makes it. */
  private static Path standIn() {
    Path built =
        Path.of(System.getProperty("k3form.standin", "../runtime/k3s-standin/target/k3s-standin"));
    assertThat(built).as("the stand-in is built before this test").isExecutable();
    return built;
  }

  /** Returns the machines that there are. */
  List<LabStatus.Machine> machines() throws Exception {
    return new Lab(config).status().machines();
  }

  /** Takes a machine away as somebody would who clicks the wrong button in Proxmox VE. */
  void lose(String machine) throws Exception {
    int vmid =
        machines().stream()
            .filter(m -> m.name().equals(machine))
            .mapToInt(LabStatus.Machine::vmid)
            .findFirst()
            .orElseThrow();
    PveApi api = PveApi.of(Files.readString(config.directory().resolve("lab.k3svars")));
    api.task("POST", "/nodes/pve/qemu/" + vmid + "/status/stop");
    api.task("DELETE", "/nodes/pve/qemu/" + vmid);
  }

  /** Takes the lab down, to the last file. */
  void down() throws Exception {
    new Lab(config).down();
    assertThat(config.directory()).doesNotExist();
  }

  /**
   * Runs a command, which must succeed, on a machine.
   *
   * @param knownHosts the file that keeps the keys of the machines
   * @param machine the last part of its address
   * @return what it printed, without the white space around it
   */
  String ssh(Path knownHosts, String machine, String command, String input)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                "ssh",
                "-i",
                config.directory().resolve("id_ed25519").toString(),
                "-o",
                "BatchMode=yes",
                "-o",
                "LogLevel=ERROR",
                "-o",
                "UserKnownHostsFile=" + knownHosts,
                "-o",
                "StrictHostKeyChecking=accept-new",
                "debian@" + network + machine,
                command)
            .redirectErrorStream(true)
            .start();
    try (var to = process.getOutputStream()) {
      to.write(input.getBytes(StandardCharsets.UTF_8));
    }
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    return out.strip();
  }
}
