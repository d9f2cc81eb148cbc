package dev.k3form.hosts;

import java.security.PublicKey;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.KeyType;
import net.schmizz.sshj.transport.verification.HostKeyVerifier;
import org.jspecify.annotations.Nullable;

/**
 * Compares the key that a host shows with what is trusted, and remembers why it refused: sshj
 * itself reports an unknown and a changed key alike.
 */
final class HostKeyCheck implements HostKeyVerifier {
  private final HostSpec host;
  private final List<PublicKeyLine> trusted;
  private final List<PublicKeyLine> revoked;
  private final String where;
  private volatile @Nullable HostException refusal;

  HostKeyCheck(HostSpec host) {
    this.host = host;
    switch (host.trust()) {
      case HostTrust.PinnedKeys(var lines) -> {
        trusted = lines.stream().map(PublicKeyLine::parse).toList();
        revoked = List.of();
        where = "the configuration";
      }
      case HostTrust.KnownHosts(var file) -> {
        var entries = KnownHostsFile.read(file, host.address(), host.port());
        trusted = entries.trusted();
        revoked = entries.revoked();
        where = file.toString();
      }
    }
  }

  @Override
  public boolean verify(String hostname, int port, PublicKey key) {
    byte[] blob = new Buffer.PlainBuffer().putPublicKey(key).getCompactData();
    var offered =
        new PublicKeyLine(
            KeyType.fromKey(key).toString(), Base64.getEncoder().encodeToString(blob));
    if (trusted.contains(offered) && !revoked.contains(offered)) {
      return true;
    }
    refusal =
        trusted.isEmpty() && !revoked.contains(offered)
            ? new HostException.HostKeyUnknown(host, offered.fingerprint(), where)
            : new HostException.HostKeyChanged(
                host,
                trusted.stream()
                    .filter(known -> !revoked.contains(known))
                    .map(PublicKeyLine::fingerprint)
                    .toList(),
                offered.fingerprint() + (revoked.contains(offered) ? ", a revoked key" : ""),
                where);
    return false;
  }

  /** Returns the algorithms to ask the server for first: those of the keys that we know. */
  @Override
  public List<String> findExistingAlgorithms(String hostname, int port) {
    return trusted.stream().flatMap(key -> key.algorithms().stream()).distinct().toList();
  }

  /** Returns why the key was refused, if it was. */
  Optional<HostException> refusal() {
    return Optional.ofNullable(refusal);
  }
}
