package dev.k3form.lab.machine;

import java.util.List;
import java.util.Optional;

/**
 * The options that cloud-init turns into a user, keys and name servers.
 *
 * @param instanceId changes when user data or network data change; a change makes the guest treat
 *     the next boot as its first, with new SSH host keys
 * @param password in clear, for chpasswd; never printed
 */
public record CloudInit(
    String instanceId,
    Optional<String> user,
    Optional<String> password,
    List<String> authorizedKeys,
    List<String> nameservers,
    Optional<String> searchDomain) {

  public CloudInit {
    authorizedKeys = List.copyOf(authorizedKeys);
    nameservers = List.copyOf(nameservers);
  }

  @Override
  public String toString() {
    return "CloudInit[" + instanceId + ", " + user + "]";
  }
}
