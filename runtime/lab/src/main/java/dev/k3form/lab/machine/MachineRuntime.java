package dev.k3form.lab.machine;

import java.time.Duration;

/**
 * Runs VMs, each known by its VM id. The data centre decides when; a runtime knows how. It serves
 * calls from many threads, never two of them for one id at the same time.
 */
public interface MachineRuntime extends AutoCloseable {

  /** Makes the disk of a machine that does not exist yet. */
  void create(int vmid, DiskSource source) throws MachineException;

  /** Removes the disk, ending the machine if it runs. Does nothing where there is nothing. */
  void delete(int vmid) throws MachineException;

  /** Boots; returns when the machine's processes are there, not when its services are. */
  void start(MachineSpec spec) throws MachineException;

  /** Pulls the plug and returns when nothing of the machine runs any more. */
  void kill(int vmid) throws MachineException;

  /** Asks the guest to power off; false when it has not done so in time. */
  boolean shutdown(int vmid, Duration timeout) throws MachineException;

  MachineState state(int vmid);

  /**
   * The guest agent of a running machine.
   *
   * @throws MachineException when no agent answers
   */
  GuestAgent agent(int vmid) throws MachineException;

  /** Lets go of the runtime's own resources. Machines go on running. */
  @Override
  void close();
}
