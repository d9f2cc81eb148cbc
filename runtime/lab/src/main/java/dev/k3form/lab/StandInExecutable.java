package dev.k3form.lab;

import dev.k3form.lab.nspawn.Supervisor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Makes one executable file of a jar, as k3s is one file: a line of shell in front of it starts the
 * Java that every lab machine has. (A zip file is read from its end, so it may have a beginning of
 * another kind.) The version that it is asked for as is stamped into that line by the mirror, and
 * reaches the program as the system property {@code k3s.version}.
 */
final class StandInExecutable {

  private static final String HEAD =
      """
      #!/bin/sh
      # A stand-in for k3s, for tests in a k3form lab. It is not k3s.
      version='@K3S_VERSION@                           '
      exec @JAVA@/bin/java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto -Xmx192m \
        -Dk3s.version="${version%% *}" -Dk3s.executable="$0" -jar "$0" "$@"
      """;

  private StandInExecutable() {}

  static void write(Path jar, Path directory) throws IOException {
    Files.createDirectories(directory);
    Path making = directory.resolve("k3s.new");
    try (OutputStream out = Files.newOutputStream(making)) {
      out.write(HEAD.replace("@JAVA@", Supervisor.GUEST_JAVA).getBytes(StandardCharsets.UTF_8));
      Files.copy(jar, out);
    }
    Files.setPosixFilePermissions(making, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.move(
        making,
        directory.resolve("k3s"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }
}
