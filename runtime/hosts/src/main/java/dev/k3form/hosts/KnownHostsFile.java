package dev.k3form.hosts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The entries of an OpenSSH known_hosts file that apply to one host: sshd(8), SSH_KNOWN_HOSTS FILE
 * FORMAT. Plain, wildcard, negated and hashed names are understood; certificate authorities are
 * not, their lines are skipped.
 *
 * @param trusted the keys that the host may show
 * @param revoked the keys that it must not show
 */
record KnownHostsFile(List<PublicKeyLine> trusted, List<PublicKeyLine> revoked) {

  /** Reads the entries for a host; a file that does not exist has none. */
  static KnownHostsFile read(Path file, String address, int port) {
    String name = port == 22 ? address : "[" + address + "]:" + port;
    var trusted = new ArrayList<PublicKeyLine>();
    var revoked = new ArrayList<PublicKeyLine>();
    for (String line : lines(file)) {
      String[] fields = line.strip().split("\\s+", -1);
      boolean marked = fields[0].startsWith("@");
      int first = marked ? 1 : 0;
      if (line.isBlank() || line.startsWith("#") || fields.length < first + 3) {
        continue;
      }
      if (fields[0].equals("@cert-authority") || !applies(fields[first], name)) {
        continue;
      }
      try {
        var key = new PublicKeyLine(fields[first + 1], fields[first + 2]);
        (marked ? revoked : trusted).add(key);
      } catch (IllegalArgumentException _) {
        // ssh skips lines that it cannot read, too; other lines may still vouch for the host.
      }
    }
    return new KnownHostsFile(List.copyOf(trusted), List.copyOf(revoked));
  }

  private static List<String> lines(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static boolean applies(String patterns, String name) {
    if (patterns.startsWith("|1|")) {
      return hashMatches(patterns, name);
    }
    return HostPattern.anyMatches(List.of(patterns.split(",", -1)), name);
  }

  private static boolean hashMatches(String hashed, String name) {
    String[] parts = hashed.split("\\|", -1);
    if (parts.length != 4) {
      return false;
    }
    try {
      var mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(Base64.getDecoder().decode(parts[2]), "HmacSHA1"));
      byte[] hash = mac.doFinal(name.getBytes(StandardCharsets.UTF_8));
      return Arrays.equals(hash, Base64.getDecoder().decode(parts[3]));
    } catch (GeneralSecurityException | IllegalArgumentException _) {
      return false;
    }
  }
}
