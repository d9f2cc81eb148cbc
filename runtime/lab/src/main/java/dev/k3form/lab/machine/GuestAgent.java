package dev.k3form.lab.machine;

import java.util.List;

/** What the QEMU guest agent can be asked, as far as k3form asks it. */
public interface GuestAgent {

  List<GuestInterface> interfaces() throws MachineException;

  /**
   * Reads a file inside the guest.
   *
   * @throws MachineException with the agent's words when it cannot be read
   */
  byte[] readFile(String path) throws MachineException;
}
