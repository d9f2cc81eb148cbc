package dev.k3form.lab.mirror;

import dev.k3form.lab.http.FormDecoder;
import dev.k3form.lab.http.HttpHandler;
import dev.k3form.lab.http.HttpReply;
import dev.k3form.lab.http.HttpRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Serves releases under the paths of k3s's own: {@code /k3s/download/VERSION/k3s} and {@code
 * /k3s/download/VERSION/sha256sum-ARCH.txt}, where the plus of a version may be written {@code
 * %2B}.
 */
public final class ReleaseMirror implements HttpHandler {

  /** The path that a client's base ends in. */
  public static final String BASE = "/k3s";

  private static final Pattern FILE =
      Pattern.compile(BASE + "/download/([^/]+)/(k3s(?:-[a-z0-9]+)?|sha256sum-([a-z0-9]+)\\.txt)");

  private final ReleaseSource source;

  public ReleaseMirror(ReleaseSource source) {
    this.source = source;
  }

  @Override
  public HttpReply handle(HttpRequest request) {
    Matcher asked = FILE.matcher(FormDecoder.unescape(request.path().replace("+", "%2B")));
    if (!asked.matches()) {
      return HttpReply.text(404, "Not Found", "Not Found\n");
    }
    try {
      Optional<Path> executable = source.executable(asked.group(1));
      if (executable.isEmpty()) {
        return HttpReply.text(
            404, "Not Found", "the lab's mirror has no k3s " + asked.group(1) + "\n");
      }
      String architecture = asked.group(3);
      if (architecture == null) {
        return new HttpReply.FileBody(executable.get(), "application/octet-stream");
      }
      String name = architecture.equals("amd64") ? "k3s" : "k3s-" + architecture;
      return HttpReply.text(200, "OK", sha256(executable.get()) + "  " + name + "\n");
    } catch (IOException e) {
      return HttpReply.text(500, "Internal Server Error", "cannot read the release: " + e + "\n");
    }
  }

  private static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        var digest = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
      digest.transferTo(java.io.OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digest.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
