package dev.k3form.lab;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a lab is at this moment.
 *
 * @param exists whether {@code up} ever made it and no {@code down} removed it
 * @param daemonPid the process that serves the API, if it runs
 */
public record LabStatus(
    String name,
    boolean exists,
    Optional<Long> daemonPid,
    URI endpoint,
    Path variables,
    List<Machine> machines) {

  /** A VM of the lab. */
  public record Machine(
      int vmid, String name, boolean template, boolean running, Optional<String> address) {}

  public LabStatus {
    machines = List.copyOf(machines);
  }
}
