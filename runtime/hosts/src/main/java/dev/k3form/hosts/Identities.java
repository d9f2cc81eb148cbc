package dev.k3form.hosts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.userauth.method.AuthMethod;
import net.schmizz.sshj.userauth.method.AuthPublickey;

/**
 * The keys to offer to a host, best first: the identity files that were named, then the agent's,
 * then (where no file was named) the user's default keys.
 *
 * @param methods one per key
 * @param notes what could not be used, and why
 */
record Identities(List<AuthMethod> methods, List<String> notes) {
  private static final List<String> DEFAULT_KEYS = List.of("id_ed25519", "id_ecdsa", "id_rsa");

  /** Servers allow six attempts unless configured (MaxAuthTries); more would lock us out. */
  private static final int MOST = 6;

  static Identities of(HostSpec spec, LocalUser user, SSHClient client) {
    var methods = new ArrayList<AuthMethod>();
    var notes = new ArrayList<String>();
    for (Path file : spec.identityFiles()) {
      add(client, file, methods, notes);
    }
    user.agentSocket().ifPresent(socket -> addAgentKeys(socket, methods, notes));
    if (spec.identityFiles().isEmpty()) {
      DEFAULT_KEYS.stream()
          .map(user.sshDirectory()::resolve)
          .filter(Files::exists)
          .forEach(file -> add(client, file, methods, notes));
    }
    return new Identities(
        List.copyOf(methods.subList(0, Math.min(MOST, methods.size()))), List.copyOf(notes));
  }

  private static void add(
      SSHClient client, Path file, List<AuthMethod> methods, List<String> notes) {
    try {
      var keys = client.loadKeys(file.toString());
      // Reading both halves here tells a missing or encrypted key apart from a refused one.
      if (keys.getPublic() != null && keys.getPrivate() != null) {
        methods.add(new AuthPublickey(keys));
      }
    } catch (IOException | RuntimeException e) {
      notes.add(
          Files.exists(file)
              ? file
                  + " cannot be read without its passphrase or is no private key;"
                  + " add an encrypted key to ssh-agent"
              : file + " does not exist");
    }
  }

  private static void addAgentKeys(Path socket, List<AuthMethod> methods, List<String> notes) {
    var agent = new SshAgent(socket);
    try {
      agent.identities().forEach(identity -> methods.add(new AgentAuth(agent, identity)));
    } catch (IOException e) {
      notes.add("ssh-agent at " + socket + " does not answer: " + e.getMessage());
    }
  }
}
